/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler;

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
import org.junit.jupiter.api.Test;

/** What the documentation says of keys and meters is what the code has. */
class SchedulerDocumentationTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void everyKeyStandsInConfigurationWithItsDefault() throws IOException {
        String page = Files.readString(DOCS.resolve("configuration.md"));

        for (Class<?> mapping : SchedulerApp.MAPPINGS) {
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

        for (Class<?> meters : List.<Class<?>>of(SchedulerMetrics.class)) {
            for (Field field : meters.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    assertThat(page).contains("`" + field.get(null) + "`");
                }
            }
        }
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
