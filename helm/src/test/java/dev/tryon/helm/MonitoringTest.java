/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Dashboards and alerts ask for what there is, and each alert says where to read on. */
class MonitoringTest {

    private static final Path RULE_TESTS = Path.of("src/test/monitoring/alerts.test.yaml");
    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final Pattern CODE_ROW = Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE);

    @TempDir
    Path scratch;

    @Test
    void everyExpressionParses() throws IOException, InterruptedException {
        Promtool.require("MonitoringTest.everyExpressionParses");
        List<Map<String, String>> rules = Expressions.all().entrySet().stream()
                .map(entry -> Map.of(
                        "record", "r:" + Integer.toHexString(entry.getKey().hashCode()), "expr", entry.getValue()))
                .toList();
        Path file = scratch.resolve("expressions.yaml");
        Chart.YAML.writeValue(file.toFile(), Map.of("groups", List.of(Map.of("name", "expressions", "rules", rules))));

        Promtool.Verdict verdict = Promtool.run("check", "rules", file);

        assertThat(rules).hasSizeGreaterThan(30);
        assertThat(verdict.content()).as(verdict.text()).isTrue();
    }

    @Test
    void everySeriesIsExported() throws IOException {
        Set<String> exported = ExportedSeries.names();

        Expressions.all()
                .forEach((where, expression) ->
                        assertThat(exported).as(where).containsAll(Expressions.names(expression)));
    }

    @Test
    void alertsFireWhenTheyShall() throws IOException, InterruptedException {
        Promtool.require("MonitoringTest.alertsFireWhenTheyShall");

        Promtool.Verdict verdict = Promtool.run("test", "rules", RULE_TESTS);

        assertThat(verdict.content()).as(verdict.text()).isTrue();
    }

    @Test
    void everyAlertIsSeenToFire() {
        List<String> fired = Chart.YAML
                .readTree(RULE_TESTS.toFile())
                .path("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .filter(test -> !test.path("exp_alerts").isEmpty())
                .map(test -> test.path("alertname").asString())
                .toList();

        for (JsonNode alert : Expressions.alerts()) {
            assertThat(fired).contains(alert.path("alert").asString());
        }
    }

    @Test
    void everyAlertLinksToItsSection() throws IOException {
        List<String> sections = Files.readAllLines(OPERATIONS).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> "docs/operations.md#" + anchor(line))
                .toList();

        for (JsonNode alert : Expressions.alerts()) {
            assertThat(sections).contains(alert.at("/annotations/runbook_url").asString());
        }
    }

    @Test
    void operationsGuideKnowsEveryFailureCodeAndNoOther() throws IOException {
        List<String> codes = Stream.of(FailureCode.values())
                .filter(code -> code != FailureCode.FAILURE_CODE_UNSPECIFIED && code != FailureCode.UNRECOGNIZED)
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .toList();

        assertThat(CODE_ROW.matcher(Files.readString(OPERATIONS)).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }
}
