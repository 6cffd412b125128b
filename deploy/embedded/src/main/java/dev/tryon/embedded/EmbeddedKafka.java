/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker, with its controller, inside this JVM: what {@code kafka-server-start.sh} runs, alone in
 * its cluster, listening on 127.0.0.1, with share groups and their dead-letter queues. Topics are not made by writing to
 * them. What was written is there again after a restart on the same folder, also when the process was killed.
 *
 * <p>Owned by whoever starts it; it has its folder for itself. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final DataFolder folder;
    private final Broker broker;
    private final String clusterId;

    private EmbeddedKafka(DataFolder folder, Broker broker, String clusterId) {
        this.folder = folder;
        this.broker = broker;
        this.clusterId = clusterId;
    }

    /** Starts on any free port; see {@link #start(EmbeddedKafkaConfig)}. */
    public static EmbeddedKafka start(Path dataFolder) {
        return start(EmbeddedKafkaConfig.of(dataFolder));
    }

    /**
     * Returns when clients can connect; takes 2 to 5 s on an idle machine.
     *
     * @throws EmbeddedServerException when the folder or the port cannot be had, or the broker does not come up; nothing of
     *     it is left running then
     */
    public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
        DataFolder folder = DataFolder.open(config.dataFolder());
        try {
            Path log = folder.path().resolve("log");
            String clusterId = BrokerStorage.prepare(log);
            Broker broker = Broker.start(log, config);
            LOG.atInfo()
                    .addKeyValue("bootstrapServers", broker.address())
                    .addKeyValue("dataFolder", folder.path())
                    .addKeyValue("clusterId", clusterId)
                    .log("embedded Kafka started");
            return new EmbeddedKafka(folder, broker, clusterId);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /** For {@code bootstrap.servers}: host and port. */
    public String bootstrapServers() {
        return broker.address();
    }

    /** The same for the whole life of the data folder. */
    public String clusterId() {
        return clusterId;
    }

    /** What broke the broker after its start (a full disk, say), if something did: it will not mend, restart it. */
    public Optional<String> fault() {
        return broker.fault();
    }

    /** Stops the broker within about half a minute at most; does nothing the second time. */
    @Override
    public synchronized void close() {
        broker.close();
        folder.close();
    }
}
