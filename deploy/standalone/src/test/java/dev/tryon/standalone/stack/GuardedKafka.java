/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker that asks clients who they are and has Kafka's own authorizer. Nobody but {@code admin} may do anything at first. */
final class GuardedKafka {
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String PASSWORD = "not-a-secret";

    private GuardedKafka() {}

    /** @param users who may log in beside {@code admin} */
    static EmbeddedKafka start(Path folder, List<String> users) {
        String known = Stream.concat(users.stream(), Stream.of("admin", "broker"))
                .map(name -> "user_" + name + "=\"" + PASSWORD + "\"")
                .collect(Collectors.joining(" "));
        return EmbeddedKafka.start(EmbeddedKafkaConfig.of(folder)
                .withProperty("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withProperty("sasl.enabled.mechanisms", "PLAIN")
                .withProperty("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .withProperty(
                        "listener.name.plaintext.plain.sasl.jaas.config",
                        MODULE + " username=\"broker\" password=\"" + PASSWORD + "\" " + known + ";")
                .withProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withProperty("super.users", "User:broker;User:admin;User:ANONYMOUS"));
    }

    /** Properties of a client that logs in as somebody. */
    static Map<String, String> login(String name) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + " username=\"" + name + "\" password=\"" + PASSWORD + "\";");
    }
}
