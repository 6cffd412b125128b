/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The properties of a broker and controller in one, alone in its cluster, that shall be small and quick to start. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** What the life cycle depends on; not to be overridden. */
    static final Set<String> OWN = Set.of(
            "process.roles",
            "node.id",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "controller.listener.names",
            "listeners",
            "advertised.listeners",
            "inter.broker.listener.name",
            "log.dir",
            "log.dirs",
            "metadata.log.dir");

    private static final Map<String, String> ALONE = Map.of(
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            // 128 MiB by default, allocated at start: three quarters of an idle broker's heap.
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("log.cleaner.io.buffer.size", "65536"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("group.coordinator.background.threads", "1"),
            // A record that says "still here" twice a second would fill an idle broker's metadata log.
            Map.entry("metadata.max.idle.interval.ms", "5000"));

    private static final Map<String, String> QUICK = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            // A share group's members learn of partitions at a heartbeat, every 5 s by default.
            "group.share.min.heartbeat.interval.ms", "500",
            "group.share.heartbeat.interval.ms", "1000",
            "group.share.assignment.interval.ms", "100",
            // A killed broker may register anew only when its old session is over, 9 s later by default.
            "broker.heartbeat.interval.ms", "500",
            "broker.session.timeout.ms", "3000",
            "server.max.startup.time.ms", "120000");

    private static final Map<String, String> BEHAVIOUR = Map.of(
            "auto.create.topics.enable", "false",
            "errors.deadletterqueue.auto.create.topics.enable", "true",
            "errors.deadletterqueue.topic.name.prefix", "dlq.");

    private BrokerProperties() {}

    /** The whole configuration; {@code given} wins over everything but {@link #OWN}. */
    static Properties of(Path logFolder, int port, int controllerPort, Map<String, String> given) {
        Properties properties = new Properties();
        properties.putAll(ALONE);
        properties.putAll(SMALL);
        properties.putAll(QUICK);
        properties.putAll(BEHAVIOUR);
        properties.putAll(given);
        String client = "PLAINTEXT://" + Ports.HOST + ":" + port;
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        // Static voters: the log remembers only their ids, so that the port may differ from run to run.
        properties.put("controller.quorum.voters", NODE_ID + "@" + Ports.HOST + ":" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("listeners", client + "," + CONTROLLER_LISTENER + "://" + Ports.HOST + ":" + controllerPort);
        properties.put("advertised.listeners", client);
        // The clients' listener keeps its name where it is made to ask who they are.
        properties.putIfAbsent("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("log.dirs", logFolder.toString());
        return properties;
    }
}
