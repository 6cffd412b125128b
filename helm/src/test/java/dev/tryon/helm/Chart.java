/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart as Helm renders it. Stateless. */
final class Chart {

    static final Path FOLDER = Path.of("tryon");
    private static final Path WITHOUT_HOOKS = withoutHooks();
    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Chart() {}

    /** The value sets of the tests, by name. */
    static Stream<String> valueSets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/values"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList().stream();
        }
    }

    static Path values(String set) {
        return Path.of("src/test/values", set + ".yaml");
    }

    /** Every object of a rendered chart, hooks included. */
    static List<JsonNode> render(Path values) {
        String rendered = new Helm(WITHOUT_HOOKS)
                .template()
                .withName("tryon")
                .withNamespace("shop")
                .withKubeVersion("1.32.0")
                .withValuesFile(values)
                .call();
        List<JsonNode> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(rendered)) {
            documents.forEachRemaining(object -> {
                if (object.isObject()) {
                    objects.add(object);
                }
            });
        }
        return objects;
    }

    /** Helm lints a chart with its own values only: so a copy of the chart gets these. */
    static LintResult lint(Path values, Path scratch) throws IOException {
        copy(scratch.resolve("tryon"), text -> text);
        ObjectNode all =
                (ObjectNode) YAML.readTree(FOLDER.resolve("values.yaml").toFile());
        merge(all, (ObjectNode) YAML.readTree(values.toFile()));
        YAML.writeValue(scratch.resolve("tryon/values.yaml").toFile(), all);
        return new Helm(scratch.resolve("tryon")).lint().strict().call();
    }

    /** Helm leaves hooks out of what it renders; in a copy of the chart they are objects like others. */
    private static Path withoutHooks() {
        try {
            Path copy = Files.createTempDirectory("tryon-chart").resolve("tryon");
            copy(copy, text -> text.replace("helm.sh/hook", "tryon.dev/hook"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path to, UnaryOperator<String> change) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(FOLDER.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.writeString(copy, change.apply(Files.readString(file)));
                }
            }
        }
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode part && into.get(entry.getKey()) instanceof ObjectNode whole) {
                merge(whole, part);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
