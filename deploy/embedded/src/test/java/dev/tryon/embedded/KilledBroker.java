/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.nio.file.Path;

/** A process of its own that writes a record, says so, and then only waits to be killed. */
final class KilledBroker {
    static final String TOPIC = "killed";
    static final String WRITTEN = "written";

    private KilledBroker() {}

    public static void main(String[] args) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]));
        KafkaClients clients = new KafkaClients(kafka.bootstrapServers());
        clients.createTopic(TOPIC);
        clients.send(TOPIC, "before");
        System.out.println(WRITTEN);
        Thread.currentThread().join();
    }
}
