/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker with all topics in a process of its own, compiled as a broker is that runs for long, so that what is measured
 * beside it shares no heap with it. Whoever starts it closes it.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final JavaProcess process;
    private final int port;

    private BrokerProcess(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it has its topics. */
    public static BrokerProcess start(Path folder) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        BrokerProcess broker = new BrokerProcess(
                JavaProcess.start(
                        BrokerMain.class,
                        List.of("-Xmx512m", "-XX:TieredStopAtLevel=4"),
                        List.of(folder.resolve("kafka").toString(), Integer.toString(port)),
                        folder.resolve("broker.log")),
                port);
        try {
            broker.process.await(() -> listens(port), START);
            try (Admin admin = broker.kafka().admin("bench-topics")) {
                new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            }
            return broker;
        } catch (IOException | InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", bootstrapServers()));
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
