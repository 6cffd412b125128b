/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What may differ from one embedded broker to another.
 *
 * @param dataFolder where its log lives; created when missing, continued when not
 * @param port where clients connect on 127.0.0.1; 0 takes any free one, anew at each start
 * @param properties broker properties that go over the small-footprint defaults; those that {@link EmbeddedKafka} itself
 *     depends on (roles, listeners, folders) cannot be given
 */
public record EmbeddedKafkaConfig(Path dataFolder, int port, Map<String, String> properties) {
    public EmbeddedKafkaConfig {
        Objects.requireNonNull(dataFolder, "dataFolder");
        Ports.requireValid(port);
        properties = Map.copyOf(properties);
        for (String name : properties.keySet()) {
            if (BrokerProperties.OWN.contains(name)) {
                throw new IllegalArgumentException(
                        "broker property " + name + " is set by the embedded broker itself: leave it out");
            }
        }
    }

    /** Any free port, no further properties. */
    public static EmbeddedKafkaConfig of(Path dataFolder) {
        return new EmbeddedKafkaConfig(dataFolder, 0, Map.of());
    }

    public EmbeddedKafkaConfig withPort(int newPort) {
        return new EmbeddedKafkaConfig(dataFolder, newPort, properties);
    }

    public EmbeddedKafkaConfig withProperty(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new EmbeddedKafkaConfig(dataFolder, port, more);
    }
}
