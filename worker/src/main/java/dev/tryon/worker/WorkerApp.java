/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.masking.MaskerFactory;
import dev.tryon.masking.SubjectSight;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.platform.admin.AdminServer;
import dev.tryon.platform.admin.Health;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.lifecycle.Lifecycle;
import dev.tryon.platform.lifecycle.LifecycleState;
import dev.tryon.platform.s3.BucketAccess;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3Objects;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.service.Service;
import dev.tryon.platform.service.ServiceId;
import dev.tryon.platform.telemetry.Meters;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.RequestRules;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.bundle.BundleSource;
import dev.tryon.worker.bundle.FolderBundles;
import dev.tryon.worker.bundle.S3Bundles;
import dev.tryon.worker.control.Cancellations;
import dev.tryon.worker.control.ControlReader;
import dev.tryon.worker.job.JobHandlers;
import dev.tryon.worker.job.MaskerPool;
import dev.tryon.worker.kubernetes.DeletionCost;
import dev.tryon.worker.kubernetes.Pod;
import dev.tryon.worker.lease.LeaseGate;
import dev.tryon.worker.lease.Slot;
import dev.tryon.worker.store.ByteCache;
import dev.tryon.worker.store.ResultStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A worker, composed: every part in start order, closed newest first. Start: admin server (not ready), store and
 * producer, experts loaded and warmed, slots, ready. Stop: not ready, no more leases, what is in flight finished or
 * released, then everything else. Thread-safe.
 */
public final class WorkerApp implements Service {

    /** Everything that a worker reads from its configuration. */
    public static final List<Class<?>> MAPPINGS = List.of(WorkerConfig.class, S3Config.class, TelemetryConfig.class);

    private static final Duration ORDERS = Duration.ofMinutes(1);

    private final Lifecycle lifecycle = new Lifecycle();
    private final Closing closing = new Closing();
    private final Health health = new Health();
    private final Configuration configuration;
    private final Clock clock;
    private final WorkerDecorators decorators;
    private int adminPort;

    public WorkerApp(Configuration configuration, Clock clock) {
        this(configuration, clock, WorkerDecorators.NONE);
    }

    public WorkerApp(Configuration configuration, Clock clock, WorkerDecorators decorators) {
        this.configuration = configuration;
        this.clock = clock;
        this.decorators = decorators;
    }

    /** Returns when the worker leases jobs; on a failure everything that had started is closed. */
    @Override
    public WorkerApp start() {
        lifecycle.advance(LifecycleState.STARTING);
        try {
            compose();
            lifecycle.advance(LifecycleState.RUNNING);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void compose() {
        WorkerConfig config = configuration.get(WorkerConfig.class);
        S3Config s3 = configuration.get(S3Config.class);
        MaskerFactory masking = masking(config);
        ServedExperts experts = ServedExperts.of(config, bundles(config, s3), masking);
        Capacity capacity = Capacity.of(config);
        String id = config.id().orElseGet(() -> ServiceId.ofThisProcess("worker"));

        Meters meters = closing.add(new Meters().bindJvm());
        adminPort = closing.add(AdminServer.start(
                        new InetSocketAddress(config.adminHost(), config.adminPort()), health, meters.registry()))
                .port();

        Tracing tracing = closing.add(OtlpTracing.open(configuration.get(TelemetryConfig.class), "tryon-worker", id))
                .tracing();

        LeaseGate gate = new LeaseGate();
        ImageStore store = closing.add(new WorkerStore(s3, config.cacheBytes() / 2, gate, clock, meters.registry()))
                .images();
        KafkaClients kafka = new KafkaClients(configuration.kafkaProperties());
        Cancellations cancellations = new Cancellations();
        ControlReader control = closing.add(new ControlReader(kafka.reader(id + "-control"), cancellations))
                .start();
        Announcer announcer =
                closing.add(new Announcer(decorators.producer().apply(closing.add(kafka.promptProducer(id))), id));

        MaskerPool maskers = closing.add(new MaskerPool(masking::masker));
        CompletableFuture<Void> warm = CompletableFuture.runAsync(() -> warm(maskers)); // while the experts load
        DeviceMetrics device = new DeviceMetrics(meters.registry());
        WorkerEngines engines =
                closing.add(new WorkerEngines(config, capacity, device)).start(experts.bundles());
        gate.requires(engines::paint); // or the jobs of a dead device would be delivered again and again until it ends
        ByteCache<JobHandlers.SubjectKey, SubjectSight> sights = new CacheMetrics(meters.registry())
                .watch("sights", new ByteCache<>(config.cacheBytes() / 2, SubjectSight::bytes));
        JobHandlers.Pictures pictures = new JobHandlers.Pictures(
                decorators.store().apply(store), new BucketAccess(s3.buckets()), limits(config));
        awaitOrders(control);
        await(warm);
        WorkerSlots slots = closing.add(new WorkerSlots(
                kafka,
                id,
                capacity,
                new Slot.Terms(gate, config.drain(), clock),
                decorators.work(),
                meters.registry()));
        for (ServedExperts.Served served : experts.all()) {
            WorkerMetrics metrics = new WorkerMetrics(meters.registry(), served.name());
            slots.start(
                    served,
                    new JobHandlers(
                            served.expert(),
                            pictures,
                            new JobHandlers.Painting(served.bundle(), engines.of(served.bundle()), maskers, sights),
                            new ResultStore(pictures.store()),
                            new JobHandlers.Telling(
                                    announcer,
                                    metrics,
                                    id,
                                    config.progressEvery(),
                                    config.parkAfter(),
                                    cancellations,
                                    tracing),
                            clock));
        }
        tellCluster(config.kubernetes(), slots);
        health.liveWhen(() -> healthy(engines, control, slots));
        health.readyWhen(
                () -> engines.problem().map(Health.Status::down).orElseGet(() -> healthy(engines, control, slots)));
    }

    private static void warm(MaskerPool maskers) {
        maskers.warm();
        var unused = RequestRules.violations(TryOnRequest.getDefaultInstance()); // compiles the rules
    }

    private static void await(CompletableFuture<Void> warm) {
        try {
            warm.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw e;
        }
    }

    /** Whether all threads that a job needs are there; when not, the process should end and be started anew. */
    @Override
    public boolean alive() {
        return health.live().up();
    }

    /** Where health and metrics are served, once started. */
    public int adminPort() {
        return adminPort;
    }

    @Override
    public void close() {
        if (!lifecycle.advance(LifecycleState.DRAINING)) {
            return;
        }
        health.readyWhen(() -> Health.Status.down("draining"));
        health.liveWhen(() -> Health.Status.up("draining"));
        closing.close();
        lifecycle.advance(LifecycleState.STOPPED);
    }

    private static Health.Status healthy(WorkerEngines engines, ControlReader control, WorkerSlots slots) {
        if (!engines.alive()) {
            return Health.Status.down("the device's thread has died");
        }
        if (!control.alive()) {
            return Health.Status.down("the thread that reads orders has died");
        }
        return slots.health();
    }

    private void tellCluster(WorkerConfig.Kubernetes config, WorkerSlots slots) {
        if (config.deletionCost()) {
            Pod.ofThisProcess(System.getenv())
                    .ifPresent(pod -> closing.add(new DeletionCost(pod, slots::jobsInHand, config.every()))
                            .start());
        }
    }

    private BundleSource bundles(WorkerConfig config, S3Config s3) {
        if (!config.bundles().startsWith("s3://")) {
            return new FolderBundles(Path.of(config.bundles()));
        }
        try {
            var unused = S3Uri.below(config.bundles(), "any");
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException("tryon.worker.bundles: " + e.getMessage(), e);
        }
        Path cache = config.bundleCache().orElse(Path.of(System.getProperty("java.io.tmpdir"), "tryon-bundles"));
        return new S3Bundles(closing.add(new S3Objects(s3)), config.bundles(), cache);
    }

    /** A request that was called off while nobody worked must not be painted. */
    private static void awaitOrders(ControlReader control) {
        try {
            if (!control.awaitCaughtUp(ORDERS)) {
                throw new IllegalStateException(
                        "tryon.control cannot be read: it did not answer within " + ORDERS.toSeconds()
                                + " s; check that Kafka runs and that tryon topics apply has made the topics");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading tryon.control", e);
        }
    }

    private static MaskerFactory masking(WorkerConfig config) {
        try {
            return config.parser().isPresent()
                    ? MaskerFactory.withParser(config.parser().get())
                    : MaskerFactory.withMediaPipe();
        } catch (IOException e) {
            throw new InvalidConfigurationException("tryon.worker.parser: " + e.getMessage(), e);
        }
    }

    private static PhotoLimits limits(WorkerConfig config) {
        return new PhotoLimits(
                config.limits().bytes(),
                config.limits().megapixels(),
                config.limits().minimumSide());
    }
}
