/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.bench.BrokerMain;
import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.chaos.sabotage.Sabotage;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, image store behind a link that can break, and workers, each in a process of its own. What was stopped can be
 * started again on the same folder and port. Whoever starts it closes it. Used by one thread.
 */
final class ChaosStack implements AutoCloseable {

    static final String BUCKET = "tryon";
    private static final Duration START = Duration.ofMinutes(3);

    private final Closing closing = new Closing();
    private final Path folder;
    private final Path bundles;
    private final Sabotage sabotage;
    private final List<Worker> workers = new ArrayList<>();
    private final int brokerPort = JavaProcess.freePort();
    private final int storePort = JavaProcess.freePort();
    private final FaultyLink link = closing.add(FaultyLink.open(storePort));

    private JavaProcess broker;
    private final JavaProcess store;

    /** One place for a worker: who stands there now, and its clock. */
    private record Worker(JavaProcess process, Path clock, URI ready) {}

    /**
     * Returns when all answer.
     *
     * @param folder for data and logs
     * @param bundles folder of expert bundles
     * @param sabotage what all its workers do wrong
     */
    ChaosStack(Path folder, Path bundles, Sabotage sabotage, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        this.bundles = bundles;
        this.sabotage = sabotage;
        try {
            store = JavaProcess.start(
                    StoreMain.class,
                    List.of("-Xmx256m", JavaProcess.QUICK_START),
                    List.of(folder.resolve("s3").toString(), Integer.toString(storePort), BUCKET),
                    folder.resolve("store.log"));
            closing.add(store);
            broker = startedBroker();
            closing.add(() -> broker.close());
            store.await(() -> listens(storePort), START);
            try (Admin admin = kafka().admin("chaos-topics")) {
                new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            }
            for (int i = 0; i < workers; i++) {
                this.workers.add(startedWorker(i));
            }
            for (Worker worker : this.workers) {
                awaitReady(worker);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:" + brokerPort));
    }

    /** Past the link, for the harness itself. The caller closes it. */
    S3ImageStore directStore() {
        return S3Clients.imageStore(
                Configuration.read(List.of(S3Config.class), null, Map.of(), storeSettings(storePort))
                        .get(S3Config.class));
    }

    FaultyLink link() {
        return link;
    }

    void killWorker(int place) throws InterruptedException {
        process(place).kill();
    }

    void terminateWorker(int place) throws InterruptedException {
        process(place).terminate(START);
    }

    /** Puts a new worker where one was stopped; returns when it is ready. */
    void replaceWorker(int place) throws IOException, InterruptedException {
        Worker worker = startedWorker(Math.floorMod(place, workers.size()));
        workers.set(Math.floorMod(place, workers.size()), worker);
        awaitReady(worker);
    }

    void freezeWorker(int place) throws IOException, InterruptedException {
        process(place).freeze();
    }

    void thawWorker(int place) throws IOException, InterruptedException {
        process(place).thaw();
    }

    void putClock(int place, Duration ahead) throws IOException {
        MovableClock.put(worker(place).clock, ahead);
    }

    /** Ends the broker as a power cut would and starts it again on its folder; returns when it answers. */
    void restartBroker() throws IOException, InterruptedException {
        broker.kill();
        broker = startedBroker();
    }

    /** Whether the store can write: when not, the system refuses its processes every byte, as a full disk does. */
    void storeWritable(boolean writable) throws IOException, InterruptedException {
        String limit = writable ? "unlimited" : "0";
        int exit = new ProcessBuilder("prlimit", "--pid", Long.toString(store.pid()), "--fsize=" + limit + ":unlimited")
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("prlimit cannot limit what the store writes: exit code " + exit);
        }
    }

    @Override
    public void close() {
        for (Worker worker : workers) {
            worker.process.close();
        }
        closing.close();
    }

    private JavaProcess startedBroker() throws IOException, InterruptedException {
        JavaProcess started = JavaProcess.start(
                BrokerMain.class,
                List.of("-Xmx512m", JavaProcess.QUICK_START),
                List.of(folder.resolve("kafka").toString(), Integer.toString(brokerPort)),
                folder.resolve("broker.log"));
        started.await(() -> listens(brokerPort), START);
        return started;
    }

    private Worker startedWorker(int place) throws IOException {
        int port = JavaProcess.freePort();
        Path clock = folder.resolve("worker-" + place + ".clock");
        Files.deleteIfExists(clock);
        List<String> arguments = new ArrayList<>(List.of(sabotage.name(), clock.toString()));
        settings(place, port).forEach((key, value) -> arguments.add(key + "=" + value));
        JavaProcess process = JavaProcess.start(
                WorkerUnderTest.class,
                List.of("-Xmx768m", JavaProcess.QUICK_START),
                arguments,
                folder.resolve("worker-" + place + ".log"));
        return new Worker(process, clock, URI.create("http://127.0.0.1:" + port + "/health/ready"));
    }

    private static void awaitReady(Worker worker) throws IOException, InterruptedException {
        worker.process.awaitOk(worker.ready, START);
    }

    private Map<String, String> settings(int place, int adminPort) {
        Map<String, String> settings = storeSettings(link.port());
        settings.put("tryon.kafka.bootstrap.servers", "127.0.0.1:" + brokerPort);
        settings.put("tryon.s3.socket-timeout", "5s");
        settings.put("tryon.s3.call-timeout", "10s");
        settings.put("tryon.worker.id", "worker-" + place);
        settings.put("tryon.worker.bundles", bundles.toString());
        settings.put("tryon.worker.experts", "top");
        settings.put("tryon.worker.threads", "1");
        settings.put("tryon.worker.admin-host", "127.0.0.1");
        settings.put("tryon.worker.admin-port", Integer.toString(adminPort));
        return settings;
    }

    private static Map<String, String> storeSettings(int port) {
        EmbeddedS3Config keys = EmbeddedS3Config.of(Path.of("."));
        return new HashMap<>(Map.of(
                "tryon.s3.endpoint",
                "http://127.0.0.1:" + port,
                "tryon.s3.access-key",
                keys.accessKey(),
                "tryon.s3.secret-key",
                keys.secretKey(),
                "tryon.s3.path-style",
                "true",
                "tryon.s3.buckets.\"*\"",
                BUCKET));
    }

    private JavaProcess process(int place) {
        return worker(place).process;
    }

    private Worker worker(int place) {
        return workers.get(Math.floorMod(place, workers.size()));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
