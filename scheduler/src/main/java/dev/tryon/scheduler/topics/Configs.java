/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/** Comparing configurations as a broker tells them with planned ones. */
final class Configs {
    private Configs() {}

    /**
     * The planned entries that are not set so on the topic or group itself. One that is only right by default counts: the
     * default may change.
     */
    static Map<String, String> drift(Config actual, Map<String, String> planned) {
        Map<String, String> drift = new TreeMap<>();
        planned.forEach((name, value) -> {
            ConfigEntry entry = actual.get(name);
            if (entry == null || !value.equals(entry.value()) || !isSetOnResource(entry)) {
                drift.put(name, value);
            }
        });
        return drift;
    }

    /** The values that are in force of the entries named by {@code drift}; unknown ones are left out. */
    static Map<String, String> current(Config actual, Map<String, String> drift) {
        Map<String, String> current = new TreeMap<>();
        for (String name : drift.keySet()) {
            ConfigEntry entry = actual.get(name);
            if (entry != null && entry.value() != null) {
                current.put(name, entry.value());
            }
        }
        return current;
    }

    static String describe(Map<String, String> from, Map<String, String> to) {
        return new TreeMap<>(to)
                .entrySet().stream()
                        .map(entry -> describe(entry.getKey(), from.getOrDefault(entry.getKey(), ""), entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String describe(String name, String from, String to) {
        return from.equals(to)
                ? name + " = " + to + " (so far by default)"
                : name + " " + (from.isEmpty() ? "(unset)" : from) + " -> " + to;
    }

    private static boolean isSetOnResource(ConfigEntry entry) {
        return switch (entry.source()) {
            case DYNAMIC_TOPIC_CONFIG, DYNAMIC_GROUP_CONFIG -> true;
            default -> false;
        };
    }
}
