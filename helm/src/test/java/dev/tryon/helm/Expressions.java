/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the chart's dashboards and rules ask Prometheus. Stateless. */
final class Expressions {

    static final Path FILES = Chart.FOLDER.resolve("files");

    /** A textbox or interval of Grafana's; each stands for a number here. */
    private static final Pattern VARIABLE = Pattern.compile("\\$[a-z_]+");

    private static final Pattern NOT_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?![a-zA-Z0-9_:]|\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "group_left", "by");

    private Expressions() {}

    /** Where it stands, and the expression. */
    static Map<String, String> all() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try (Stream<Path> dashboards = Files.list(FILES.resolve("dashboards"))) {
            for (Path file : dashboards.sorted().toList()) {
                for (JsonNode panel : Chart.YAML.readTree(file.toFile()).path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        String where =
                                file.getFileName() + ", " + panel.path("title").asString() + ", "
                                        + target.path("refId").asString();
                        all.put(
                                where,
                                VARIABLE.matcher(target.path("expr").asString()).replaceAll("1"));
                    }
                }
            }
        }
        for (JsonNode rule : alerts()) {
            all.put(rule.path("alert").asString(), rule.path("expr").asString());
        }
        return all;
    }

    static Iterable<JsonNode> alerts() {
        return Chart.YAML.readTree(FILES.resolve("alerts.yaml").toFile()).at("/groups/0/rules");
    }

    /** The series that an expression names. */
    static Set<String> names(String expression) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(NOT_NAMES.matcher(expression).replaceAll(" ")).results().forEach(name -> names.add(name.group()));
        names.removeAll(WORDS);
        return names;
    }
}
