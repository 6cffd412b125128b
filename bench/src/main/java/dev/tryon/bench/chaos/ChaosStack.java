/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.approval.ApprovalMain;
import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.chaos.sabotage.Sabotage;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.scheduler.SchedulerMain;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Servers and all services on them, each in a process of its own: workers, two schedulers, approval. Whoever starts it
 * closes it. Used by one thread.
 */
public final class ChaosStack implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final int SCHEDULERS = 2;

    private final Closing closing = new Closing();
    private final Path folder;
    private final Path bundles;
    private final Sabotage sabotage;
    private final ChaosServers servers;
    private final Map<Role, List<Place>> places = new EnumMap<>(Role.class);

    /** What a process does. */
    enum Role {
        WORKER,
        SCHEDULER,
        APPROVAL
    }

    /** One place for a process: who stands there now, and where it says that it is ready. */
    private record Place(JavaProcess process, URI ready) {}

    /**
     * Returns when all are ready.
     *
     * @param folder for data and logs
     * @param bundles folder of expert bundles
     * @param sabotage what all its workers do wrong
     */
    public ChaosStack(Path folder, Path bundles, Sabotage sabotage, int workers)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.bundles = bundles;
        this.sabotage = sabotage;
        servers = closing.add(new ChaosServers(folder, List.of(JavaProcess.QUICK_START)));
        try (Admin admin = servers.kafka().admin("chaos-topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            start(Role.SCHEDULER, SCHEDULERS);
            start(Role.APPROVAL, 1);
            start(Role.WORKER, workers);
            for (List<Place> role : places.values()) {
                for (Place place : role) {
                    awaitReady(place);
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public ChaosServers servers() {
        return servers;
    }

    /** The processes that run now, by name. */
    public Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>(servers.processes());
        places.forEach((role, all) -> {
            for (int i = 0; i < all.size(); i++) {
                processes.put(name(role, i), all.get(i).process.pid());
            }
        });
        return processes;
    }

    /** Past the link, for the harness itself. The caller closes it. */
    S3ImageStore directStore() {
        return S3Clients.imageStore(
                Configuration.read(List.of(S3Config.class), null, Map.of(), servers.directStoreSettings())
                        .get(S3Config.class));
    }

    /** Ends a process as a power cut would. */
    void kill(Role role, int place) throws InterruptedException {
        process(role, place).kill();
    }

    void terminate(Role role, int place) throws InterruptedException {
        process(role, place).terminate(START);
    }

    /** Puts a new process where one was stopped; returns when it is ready. */
    void replace(Role role, int place) throws IOException, InterruptedException {
        List<Place> all = places.getOrDefault(role, List.of());
        int index = Math.floorMod(place, all.size());
        Place started = started(role, index);
        all.set(index, started);
        awaitReady(started);
    }

    void freezeWorker(int place) throws IOException, InterruptedException {
        process(Role.WORKER, place).freeze();
    }

    void thawWorker(int place) throws IOException, InterruptedException {
        process(Role.WORKER, place).thaw();
    }

    void putClock(int place, Duration ahead) throws IOException {
        MovableClock.put(
                clock(Math.floorMod(
                        place, places.getOrDefault(Role.WORKER, List.of()).size())),
                ahead);
    }

    @Override
    public void close() {
        places.values().forEach(role -> role.forEach(place -> place.process.close()));
        closing.close();
    }

    private void start(Role role, int count) throws IOException {
        List<Place> started = new ArrayList<>();
        places.put(role, started);
        for (int i = 0; i < count; i++) {
            started.add(started(role, i));
        }
    }

    private Place started(Role role, int index) throws IOException {
        int port = JavaProcess.freePort();
        Path log = folder.resolve(name(role, index) + ".log");
        Map<String, String> settings = servers.settings();
        JavaProcess process = switch (role) {
            case WORKER -> worker(index, port, settings, log);
            case SCHEDULER -> {
                settings.put("tryon.scheduler.scaling.host", "127.0.0.1");
                settings.put("tryon.scheduler.scaling.port", "0");
                yield service(SchedulerMain.class, "scheduler", port, settings, log);
            }
            case APPROVAL -> {
                settings.put("tryon.approval.database.url", servers.jdbcUrl());
                settings.put("tryon.approval.database.user", "postgres");
                settings.put("tryon.approval.login.mode", "local");
                settings.put("tryon.approval.console.host", "127.0.0.1");
                settings.put("tryon.approval.console.port", "0");
                yield service(ApprovalMain.class, "approval", port, settings, log);
            }
        };
        return new Place(process, URI.create("http://127.0.0.1:" + port + "/health/ready"));
    }

    private static String name(Role role, int index) {
        return role.name().toLowerCase(Locale.ROOT) + "-" + index;
    }

    private static JavaProcess service(Class<?> main, String name, int port, Map<String, String> settings, Path log)
            throws IOException {
        settings.put("tryon." + name + ".admin-host", "127.0.0.1");
        settings.put("tryon." + name + ".admin-port", Integer.toString(port));
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return JavaProcess.start(main, List.of("-Xmx384m", JavaProcess.QUICK_START), arguments, log);
    }

    private JavaProcess worker(int index, int port, Map<String, String> settings, Path log) throws IOException {
        settings.put("tryon.worker.id", "worker-" + index);
        settings.put("tryon.worker.bundles", bundles.toString());
        settings.put("tryon.worker.experts", "top");
        settings.put("tryon.worker.threads", "1");
        settings.put("tryon.worker.admin-host", "127.0.0.1");
        settings.put("tryon.worker.admin-port", Integer.toString(port));
        Files.deleteIfExists(clock(index));
        List<String> arguments =
                new ArrayList<>(List.of(sabotage.name(), clock(index).toString()));
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        return JavaProcess.start(WorkerUnderTest.class, List.of("-Xmx768m", JavaProcess.QUICK_START), arguments, log);
    }

    private Path clock(int index) {
        return folder.resolve("worker-" + index + ".clock");
    }

    private static void awaitReady(Place place) throws IOException, InterruptedException {
        place.process.awaitOk(place.ready, START);
    }

    private JavaProcess process(Role role, int place) {
        List<Place> all = places.getOrDefault(role, List.of());
        return all.get(Math.floorMod(place, all.size())).process;
    }
}
