/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import io.smallrye.config.ConfigMapping;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables that a service's configuration mappings read. A service takes no notice of others, so that a
 * misspelt one would go unseen. Immutable.
 */
record KnownVariables(List<Pattern> names) {

    /** Stands for the key of a map, which can be anything. */
    private static final String ANYTHING = "*";

    static KnownVariables of(Collection<Class<?>> mappings) {
        Stream<String> keys = mappings.stream().flatMap(KnownVariables::keysOfMapping);
        return new KnownVariables(keys.map(KnownVariables::pattern).toList());
    }

    boolean has(String variable) {
        return names.stream().anyMatch(name -> name.matcher(variable).matches());
    }

    private static Pattern pattern(String key) {
        String variable = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
        return Pattern.compile(variable.replace(ANYTHING, "[A-Z0-9_]+"));
    }

    private static Stream<String> keysOfMapping(Class<?> mapping) {
        return keysBelow(mapping, mapping.getAnnotation(ConfigMapping.class).prefix());
    }

    private static Stream<String> keysBelow(Class<?> group, String prefix) {
        return Arrays.stream(group.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !method.isDefault())
                .flatMap(method -> keysOfMethod(method, prefix + "." + dashed(method.getName())));
    }

    private static Stream<String> keysOfMethod(Method method, String key) {
        if (method.getReturnType() != Map.class) {
            return keysOfType(method.getReturnType(), key);
        }
        Type value = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1];
        return keysOfType(value, key + "." + ANYTHING);
    }

    private static Stream<String> keysOfType(Type type, String key) {
        return type instanceof Class<?> group && isGroup(group) ? keysBelow(group, key) : Stream.of(key);
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface()
                && type.getEnclosingClass() != null
                && type.getName().startsWith("dev.tryon.");
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
