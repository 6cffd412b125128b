/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tryon.platform.telemetry.Meters;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every name that Prometheus finds at a service or at Kafka's exporter. A meter's name is the constant in its
 * {@code XxxMetrics}, its kind what docs/metrics.md says of it. Stateless.
 */
final class ExportedSeries {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(tryon\\.[a-z._]+)` \\| ([a-z, ]+) \\|", Pattern.MULTILINE);

    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "gauge", List.of(""),
            "counter", List.of("_total"),
            "counter, seconds", List.of("_seconds_total"),
            "timer", List.of("_seconds_count", "_seconds_sum", "_seconds_max"),
            "timer, buckets", List.of("_seconds_count", "_seconds_sum", "_seconds_max", "_seconds_bucket"),
            "summary", List.of("_count", "_sum", "_max"));

    /** Of danielqsj/kafka_exporter, which compose.yaml runs: what its README lists of brokers, topics and groups. */
    private static final List<String> KAFKA_EXPORTER = List.of(
            "kafka_brokers",
            "kafka_topic_partitions",
            "kafka_topic_partition_current_offset",
            "kafka_topic_partition_oldest_offset",
            "kafka_topic_partition_in_sync_replica",
            "kafka_topic_partition_leader",
            "kafka_topic_partition_leader_is_preferred",
            "kafka_topic_partition_replicas",
            "kafka_topic_partition_under_replicated_partition",
            "kafka_consumergroup_current_offset",
            "kafka_consumergroup_lag");

    private ExportedSeries() {}

    static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>(KAFKA_EXPORTER);
        Set<String> constants = constants();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .toList()) {
            if (constants.contains(row.group(1))) {
                suffixes(row.group(2).strip())
                        .forEach(suffix -> names.add(row.group(1).replace('.', '_') + suffix));
            }
        }
        try (Meters meters = new Meters().bindJvm()) {
            meters.registry()
                    .scrape()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .forEach(names::add);
        }
        return names;
    }

    private static List<String> suffixes(String kind) {
        List<String> suffixes = SUFFIXES.get(kind);
        if (suffixes == null) {
            throw new AssertionError("docs/metrics.md names a kind that Prometheus' names are not known of: " + kind);
        }
        return suffixes;
    }

    private static Set<String> constants() {
        Set<String> constants = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.tryon").stream()
                        .filter(type -> type.getSimpleName().endsWith("Metrics"))
                        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredFields()))
                        .flatMap(ExportedSeries::text)
                        .forEach(constants::add);
        return constants;
    }

    private static Stream<String> text(Field field) {
        if (!Modifier.isStatic(field.getModifiers()) || field.getType() != String.class) {
            return Stream.empty();
        }
        try {
            field.setAccessible(true);
            return Stream.of(String.valueOf(field.get(null)));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
