/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation says of keys and meters is what the code has. */
class WorkerDocumentationTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void everyKeyStandsInConfigurationWithItsDefault() throws IOException {
        String page = Files.readString(DOCS.resolve("configuration.md"));

        for (Class<?> mapping : WorkerApp.MAPPINGS) {
            for (Key key :
                    keys(mapping, mapping.getAnnotation(ConfigMapping.class).prefix())) {
                assertThat(page).contains("`" + key.name() + "`");
                if (key.standard() != null) {
                    assertThat(page.lines().filter(line -> line.contains("`" + key.name() + "`")))
                            .as("default of " + key.name())
                            .anyMatch(line -> line.contains("`" + key.standard() + "`"));
                }
            }
        }
    }

    @Test
    void everyMeterStandsInMetrics() throws Exception {
        String page = Files.readString(DOCS.resolve("metrics.md"));

        assertThat(meters()).isNotEmpty().allSatisfy(meter -> assertThat(page).contains("| `" + meter + "` |"));
    }

    @Test
    void everyMeterOfThePageIsInTheCode() throws Exception {
        List<String> described = Pattern.compile("^\\| `(tryon\\.worker\\.[a-z._]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(DOCS.resolve("metrics.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(meters()).containsExactlyInAnyOrderElementsOf(described);
    }

    private static List<String> meters() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Class<?> meters :
                List.of(WorkerMetrics.class, DeviceMetrics.class, StoreMetrics.class, SlotMetrics.class)) {
            for (Field field : meters.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    names.add(String.valueOf(field.get(null)));
                }
            }
        }
        return names;
    }

    private static List<Key> keys(Class<?> mapping, String prefix) {
        List<Key> keys = new ArrayList<>();
        for (Method method : mapping.getDeclaredMethods()) {
            if (method.isSynthetic()) {
                continue;
            }
            String name =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.getReturnType().getEnclosingClass() == mapping) {
                keys.addAll(keys(method.getReturnType(), name));
            } else {
                WithDefault standard = method.getAnnotation(WithDefault.class);
                keys.add(new Key(name, standard == null ? null : standard.value()));
            }
        }
        return keys;
    }

    private record Key(
            String name, @org.jspecify.annotations.Nullable String standard) {}
}
