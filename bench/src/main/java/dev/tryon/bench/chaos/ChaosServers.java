/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.bench.BrokerMain;
import dev.tryon.bench.JavaProcess;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Broker, PostgreSQL, and an image store behind a link that can break, each in a process of its own. What was stopped can
 * be started again on the same folder and port. Whoever starts it closes it. Used by one thread.
 */
public final class ChaosServers implements AutoCloseable {

    static final String BUCKET = "tryon";

    private static final Duration START = Duration.ofMinutes(3);

    private final Closing closing = new Closing();
    private final Path folder;
    private final List<String> jvm;
    private final int brokerPort = JavaProcess.freePort();
    private final int storePort = JavaProcess.freePort();
    private final int databasePort = JavaProcess.freePort();
    private final FaultyLink link = closing.add(FaultyLink.open(storePort));
    private final JavaProcess store;

    private JavaProcess broker;
    private JavaProcess database;

    /**
     * Returns when all answer.
     *
     * @param jvm options of all their JVMs, as {@link JavaProcess#QUICK_START} where speed is not measured
     */
    public ChaosServers(Path folder, List<String> jvm) throws IOException, InterruptedException {
        this.folder = folder;
        this.jvm = jvm;
        try {
            store = started(StoreMain.class, "-Xmx256m", "s3", List.of(Integer.toString(storePort), BUCKET));
            closing.add(store);
            broker = startedBroker();
            closing.add(() -> broker.close());
            database = startedDatabase();
            closing.add(() -> database.close());
            awaitPort(store, storePort);
            awaitPort(broker, brokerPort);
            awaitPort(database, databasePort);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public KafkaClients kafka() {
        return new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:" + brokerPort));
    }

    /** The processes that run now, by name; PostgreSQL's own first process among them. */
    public Map<String, Long> processes() {
        return Map.of("broker", broker.pid(), "store", store.pid(), "postgres", postmaster());
    }

    FaultyLink link() {
        return link;
    }

    /** For user {@code postgres}, without a password. */
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres";
    }

    /** Where services find Kafka, and the store behind the link. */
    public Map<String, String> settings() {
        Map<String, String> settings = storeSettings(link.port());
        settings.put("tryon.kafka.bootstrap.servers", "127.0.0.1:" + brokerPort);
        return settings;
    }

    /** Past the link. */
    Map<String, String> directStoreSettings() {
        return storeSettings(storePort);
    }

    /** Ends the broker as a power cut would and starts it again on its folder; returns when it answers. */
    void restartBroker() throws IOException, InterruptedException {
        broker.kill();
        broker = startedBroker();
        awaitPort(broker, brokerPort);
    }

    /**
     * Ends PostgreSQL at once, without a checkpoint, so that it comes back from its log; returns when it answers.
     */
    void restartDatabase() throws IOException, InterruptedException {
        system("kill", "-QUIT", Long.toString(postmaster()));
        database.kill();
        database = startedDatabase();
        awaitPort(database, databasePort);
    }

    /** Whether the store can write: when not, the system refuses its processes every byte, as a full disk does. */
    void storeWritable(boolean writable) throws IOException, InterruptedException {
        String limit = writable ? "unlimited" : "0";
        system("prlimit", "--pid", Long.toString(store.pid()), "--fsize=" + limit + ":unlimited");
    }

    @Override
    public void close() {
        closing.close();
    }

    private long postmaster() {
        Path file = folder.resolve("postgres/data/postmaster.pid");
        try {
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which process PostgreSQL is", e);
        }
    }

    private JavaProcess startedBroker() throws IOException {
        return started(BrokerMain.class, "-Xmx512m", "kafka", List.of(Integer.toString(brokerPort)));
    }

    private JavaProcess startedDatabase() throws IOException {
        return started(DatabaseMain.class, "-Xmx128m", "postgres", List.of(Integer.toString(databasePort)));
    }

    private JavaProcess started(Class<?> main, String memory, String name, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(folder.resolve(name).toString()));
        arguments.addAll(more);
        List<String> options = new ArrayList<>(jvm);
        options.add(memory);
        return JavaProcess.start(main, options, arguments, folder.resolve(name + ".log"));
    }

    private static void awaitPort(JavaProcess process, int port) throws IOException, InterruptedException {
        process.await(() -> listens(port), START);
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
                "tryon.s3.socket-timeout",
                "5s",
                "tryon.s3.call-timeout",
                "10s",
                "tryon.s3.buckets.\"*\"",
                BUCKET));
    }

    private static void system(String... command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command).start().waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " failed: exit code " + exit);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
