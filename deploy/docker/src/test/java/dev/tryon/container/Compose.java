/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** deploy/compose/compose.yaml as Docker Compose reads it, merged and with its variables' defaults. Immutable. */
record Compose(Map<String, Service> services) {

    static final Path FOLDER = Path.of(System.getProperty("tryon.home", "../.."), "deploy/compose");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_0-9]+:-([^}]*)}");

    /** What the tests look at, and that nothing else stands there. */
    record Service(Map<String, Object> all) {

        static final List<String> KEYS = List.of(
                "image",
                "restart",
                "read_only",
                "cap_drop",
                "security_opt",
                "tmpfs",
                "depends_on",
                "environment",
                "command",
                "entrypoint",
                "ports",
                "volumes",
                "healthcheck",
                "networks",
                "stop_grace_period");

        String image() {
            return String.valueOf(all.get("image"));
        }

        Map<String, String> environment() {
            Map<String, String> environment = new TreeMap<>();
            map(all.getOrDefault("environment", Map.of()))
                    .forEach((name, value) -> environment.put(name, String.valueOf(value)));
            return environment;
        }

        List<String> ports() {
            return ((List<?>) all.getOrDefault("ports", List.of()))
                    .stream().map(String::valueOf).toList();
        }

        List<String> volumes() {
            return ((List<?>) all.getOrDefault("volumes", List.of()))
                    .stream().map(String::valueOf).toList();
        }

        String healthcheck() {
            return String.valueOf(map(all.getOrDefault("healthcheck", Map.of())).get("test"));
        }

        List<String> dependsOn() {
            return List.copyOf(map(all.getOrDefault("depends_on", Map.of())).keySet());
        }
    }

    static Compose read() throws IOException {
        Map<String, Service> services = new TreeMap<>();
        map(yaml().getOrDefault("services", Map.of()))
                .forEach((name, service) -> services.put(name, new Service(map(service))));
        return new Compose(services);
    }

    Service service(String name) {
        Service service = services.get(name);
        if (service == null) {
            throw new AssertionError("compose.yaml has no service " + name);
        }
        return service;
    }

    private static Map<String, Object> yaml() throws IOException {
        String text = Files.readString(FOLDER.resolve("compose.yaml"));
        String filled = VARIABLE.matcher(text).replaceAll(variable -> Matcher.quoteReplacement(variable.group(1)));
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(new SafeConstructor(strict)).load(filled));
    }

    private static Map<String, Object> map(Object node) {
        Map<String, Object> map = new TreeMap<>();
        ((Map<?, ?>) node).forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }
}
