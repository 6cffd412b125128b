/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.masking.MaskerFactory;
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
import dev.tryon.platform.s3.ResilientImageStore;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.service.Service;
import dev.tryon.platform.telemetry.Meters;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Lane;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.control.Cancellations;
import dev.tryon.worker.control.ControlReader;
import dev.tryon.worker.diffusion.Canary;
import dev.tryon.worker.diffusion.DenoiseLoop;
import dev.tryon.worker.diffusion.TorchDevice;
import dev.tryon.worker.job.JobHandlers;
import dev.tryon.worker.job.MaskerPool;
import dev.tryon.worker.kubernetes.DeletionCost;
import dev.tryon.worker.kubernetes.Pod;
import dev.tryon.worker.lease.Slot;
import dev.tryon.worker.lease.SlotState;
import dev.tryon.worker.store.ResultStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    private final List<Slot> slots = new ArrayList<>();
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
        ServedExperts experts = ServedExperts.of(config, masking);
        Capacity capacity = Capacity.of(config);
        String id = config.id().orElseGet(() -> WorkerId.ofThisHost());

        Meters meters = closing.add(new Meters().bindJvm());
        adminPort = closing.add(AdminServer.start(
                        new InetSocketAddress(config.adminHost(), config.adminPort()), health, meters.registry()))
                .port();

        Tracing tracing = closing.add(OtlpTracing.open(configuration.get(TelemetryConfig.class), "tryon-worker", id))
                .tracing();

        StoreMetrics circuits = new StoreMetrics(meters.registry());
        ImageStore store = decorators
                .store()
                .apply(new ResilientImageStore(
                        closing.add(S3Clients.singleTryImageStore(s3)),
                        ResilientImageStore.Rules.of(s3),
                        clock,
                        circuits::circuit));
        KafkaClients kafka = new KafkaClients(configuration.kafkaProperties());
        Cancellations cancellations = new Cancellations();
        ControlReader control = closing.add(new ControlReader(kafka.reader(id + "-control"), cancellations))
                .start();
        Announcer announcer = new Announcer(decorators.producer().apply(closing.add(kafka.producer(id))), id);

        MaskerPool maskers = closing.add(new MaskerPool(masking::masker));
        DeviceMetrics device = new DeviceMetrics(meters.registry());
        DenoiseLoop denoising = closing.add(
                TorchDevice.open(config.device(), config.threads()).start(experts.bundles(), capacity.batch(), device));
        device.watch(denoising, capacity.batch());
        Canary canary = closing.add(canary(config, experts, denoising)).start();
        device.watch(canary);

        JobHandlers.Pictures pictures = new JobHandlers.Pictures(store, new BucketAccess(s3.buckets()), limits(config));
        awaitOrders(control);
        for (ServedExperts.Served served : experts.all()) {
            WorkerMetrics metrics = new WorkerMetrics(meters.registry(), served.name());
            JobHandlers handlers = new JobHandlers(
                    served.expert(),
                    pictures,
                    new JobHandlers.Painting(served.bundle(), denoising, maskers),
                    new ResultStore(store),
                    new JobHandlers.Telling(
                            announcer, metrics, id, config.progressEvery(), config.parkAfter(), cancellations, tracing),
                    clock);
            Map<Lane, List<Slot>> lanes = new EnumMap<>(Lane.class);
            for (int i = 0; i < capacity.slots(); i++) {
                String slotName = "slot-" + served.name() + "-" + i;
                Slot slot = new Slot(
                        slotName,
                        () -> kafka.slotConsumer(Topics.workerGroup(served.expert()), id + "-" + slotName),
                        List.of(Topics.requests(served.expert(), capacity.lane(i))),
                        decorators.work().apply(handlers.handler()),
                        clock,
                        config.drain());
                slots.add(closing.add(slot).start());
                lanes.computeIfAbsent(capacity.lane(i), lane -> new ArrayList<>())
                        .add(slot);
            }
            SlotMetrics watching = new SlotMetrics(meters.registry());
            lanes.forEach((lane, ofLane) -> watching.watch(served.name(), lane, ofLane));
        }
        tellCluster(config.kubernetes());
        health.liveWhen(() -> healthy(denoising, control));
        health.readyWhen(() -> canary.problem().map(Health.Status::down).orElseGet(() -> healthy(denoising, control)));
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
        slots.forEach(Slot::stop); // all at once, so that they drain side by side
        closing.close();
        lifecycle.advance(LifecycleState.STOPPED);
    }

    private Health.Status healthy(DenoiseLoop denoising, ControlReader control) {
        if (!denoising.alive()) {
            return Health.Status.down("the device's thread has died");
        }
        if (!control.alive()) {
            return Health.Status.down("the thread that reads orders has died");
        }
        long dead = slots.stream().filter(slot -> !slot.alive()).count();
        return dead == 0
                ? Health.Status.up("leasing with " + slots.size() + " slots")
                : Health.Status.down(dead + " of " + slots.size() + " slots have died");
    }

    private void tellCluster(WorkerConfig.Kubernetes config) {
        if (config.deletionCost()) {
            Pod.ofThisProcess(System.getenv())
                    .ifPresent(pod -> closing.add(new DeletionCost(pod, this::jobsInHand, config.every()))
                            .start());
        }
    }

    private int jobsInHand() {
        return (int)
                slots.stream().filter(slot -> slot.state() == SlotState.WORKING).count();
    }

    private static Canary canary(WorkerConfig config, ServedExperts experts, DenoiseLoop denoising) {
        return new Canary(
                denoising,
                experts.bundles().get(0).manifest(),
                config.canary().every(),
                config.canary().patience());
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
