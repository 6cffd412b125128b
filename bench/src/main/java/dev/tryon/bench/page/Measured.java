/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of a bench wrote with {@code --json}. Immutable.
 *
 * @param figures by name
 * @param machine what it ran on
 */
record Measured(String command, String date, Map<String, Double> figures, Map<String, String> machine) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty when the bench was never run. */
    static Optional<Measured> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode node = JSON.readTree(file.toFile());
        Map<String, Double> figures = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (entry.getValue().isNumber()) {
                figures.put(entry.getKey(), entry.getValue().asDouble());
            }
        });
        Map<String, String> machine = new LinkedHashMap<>();
        node.path("machine")
                .properties()
                .forEach(fact -> machine.put(fact.getKey(), fact.getValue().asText()));
        return Optional.of(
                new Measured(node.path("command").asText(), node.path("date").asText(), figures, machine));
    }

    String machineInWords() {
        return String.join(
                ", ",
                machine.getOrDefault("cores", "?") + " cores of " + machine.getOrDefault("cpu", "?"),
                machine.getOrDefault("memory", "?"),
                machine.getOrDefault("java", "?"),
                "Kafka " + machine.getOrDefault("kafka", "?"));
    }
}
