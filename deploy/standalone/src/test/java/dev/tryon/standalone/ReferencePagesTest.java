/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tryon.approval.ApprovalApp;
import dev.tryon.producer.gateway.GatewayApp;
import dev.tryon.scheduler.SchedulerApp;
import dev.tryon.worker.WorkerApp;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/configuration.md and docs/metrics.md say of keys and meters is what the services have, and all of it. */
class ReferencePagesTest {

    private static final Path DOCS = Path.of("..", "..", "docs");

    /** {@code NAME} on the page stands for a map's key in the mapping. */
    private static final Pattern DESCRIBED_KEY = Pattern.compile("`(tryon\\.[a-z0-9.-]+(?:\\.NAME\\.[a-z-]+)?)`");

    private static final Pattern DESCRIBED_METER = Pattern.compile("^\\| `(tryon\\.[a-z._]+)` \\|", Pattern.MULTILINE);

    @Test
    void everyKeyStandsOnThePageWithItsDefault() throws IOException {
        List<String> rows = rows("configuration.md");

        keys().forEach((key, standard) -> {
            List<String> described =
                    rows.stream().filter(row -> row.contains("`" + key + "`")).toList();
            assertThat(described).as("row of " + key).isNotEmpty();
            standard.ifPresent(value ->
                    assertThat(described).as("default of " + key).anyMatch(row -> row.contains("`" + value + "`")));
        });
    }

    @Test
    void everyKeyOfThePageIsReadBySomeService() throws IOException {
        List<String> described = rows("configuration.md").stream()
                .map(row -> row.split("\\|", -1)[1])
                .flatMap(cell -> DESCRIBED_KEY.matcher(cell).results())
                .map(key -> key.group(1))
                .toList();

        assertThat(described).isNotEmpty().allSatisfy(key -> assertThat(keys()).containsKey(key));
    }

    @Test
    void everyMeterStandsOnThePageAndNoOther() throws IOException {
        List<String> described = DESCRIBED_METER
                .matcher(Files.readString(DOCS.resolve("metrics.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(meters()).containsExactlyInAnyOrderElementsOf(described);
    }

    private static List<String> rows(String page) throws IOException {
        return Files.readAllLines(DOCS.resolve(page)).stream()
                .filter(line -> line.startsWith("| `tryon."))
                .toList();
    }

    /** Full key to its default, of every service. */
    private static Map<String, Optional<String>> keys() {
        Map<String, Optional<String>> keys = new TreeMap<>();
        Stream.of(WorkerApp.MAPPINGS, SchedulerApp.MAPPINGS, GatewayApp.MAPPINGS, ApprovalApp.MAPPINGS)
                .flatMap(List::stream)
                .distinct()
                .forEach(mapping -> collect(
                        mapping, mapping.getAnnotation(ConfigMapping.class).prefix(), keys));
        return keys;
    }

    private static void collect(Class<?> mapping, String prefix, Map<String, Optional<String>> keys) {
        for (Method method : mapping.getDeclaredMethods()) {
            if (method.isSynthetic() || method.isDefault()) {
                continue;
            }
            String key =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            Optional<Class<?>> group = nested(method);
            if (group.isPresent()) {
                collect(group.get(), method.getReturnType() == Map.class ? key + ".NAME" : key, keys);
            } else {
                keys.put(
                        key,
                        Optional.ofNullable(method.getAnnotation(WithDefault.class))
                                .map(WithDefault::value));
            }
        }
    }

    /** The group of keys that a method answers with: directly, or as a map's value. */
    private static Optional<Class<?>> nested(Method method) {
        if (method.getGenericReturnType() instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .filter(Class.class::isInstance)
                    .<Class<?>>map(Class.class::cast)
                    .filter(type -> type.isInterface() && type.getEnclosingClass() != null)
                    .filter(type -> method.getReturnType() == Map.class)
                    .findFirst();
        }
        Class<?> type = method.getReturnType();
        return type.isInterface() && type.getEnclosingClass() == method.getDeclaringClass()
                ? Optional.of(type)
                : Optional.empty();
    }

    /** The names in every {@code XxxMetrics} of the house. */
    private static List<String> meters() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.tryon").stream()
                        .filter(type -> type.getSimpleName().endsWith("Metrics"))
                        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                        .map(ReferencePagesTest::constant)
                        .toList();
    }

    private static String constant(Field field) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
