/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.masking.Masker;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.platform.admin.AdminServer;
import dev.tryon.platform.admin.Health;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.lifecycle.Lifecycle;
import dev.tryon.platform.lifecycle.LifecycleState;
import dev.tryon.platform.s3.BucketAccess;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.telemetry.Meters;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.bundle.ExpertBundle;
import dev.tryon.worker.diffusion.DenoiseLoop;
import dev.tryon.worker.diffusion.TorchDevice;
import dev.tryon.worker.job.JobHandlers;
import dev.tryon.worker.lease.LeasedWork;
import dev.tryon.worker.lease.Slot;
import dev.tryon.worker.store.ResultStore;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker, composed: every part in start order, closed newest first. Start: admin server (not ready), store and
 * producer, expert loaded and warmed, slots, ready. Stop: not ready, no more leases, what is in flight finished or
 * released, then everything else. Thread-safe.
 */
public final class WorkerApp implements AutoCloseable {

    /** Everything that a worker reads from its configuration. */
    public static final List<Class<?>> MAPPINGS = List.of(WorkerConfig.class, S3Config.class);

    private final Lifecycle lifecycle = new Lifecycle();
    private final Closing closing = new Closing();
    private final Health health = new Health();
    private final List<Slot> slots = new ArrayList<>();
    private final Configuration configuration;
    private final Clock clock;
    private int adminPort;

    public WorkerApp(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Returns when the worker leases jobs; on a failure everything that had started is closed. */
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
        Expert expert = expert(config);
        String name = ExpertNames.name(expert);
        String id = config.id().orElseGet(() -> WorkerId.ofThisHost());

        Meters meters = closing.add(new Meters().bindJvm());
        adminPort = closing.add(AdminServer.start(
                        new InetSocketAddress(config.adminHost(), config.adminPort()), health, meters.registry()))
                .port();
        WorkerMetrics metrics = new WorkerMetrics(meters.registry(), name);

        S3ImageStore store = closing.add(S3Clients.imageStore(s3));
        KafkaClients kafka = new KafkaClients(configuration.kafkaProperties());
        Announcer announcer = new Announcer(closing.add(kafka.producer(id)), id);

        MaskPolicy.CanvasSize canvas = maskPolicy(expert).crop().canvas();
        ExpertBundle bundle = ExpertBundle.open(config.bundles().resolve(name))
                .requirePolicy(Masker.policyFingerprint(expert))
                .requireCanvas(canvas.width(), canvas.height());
        DenoiseLoop denoising =
                closing.add(TorchDevice.open(config.device(), config.threads()).start(bundle, config.maximumBatch()));

        JobHandlers handlers = new JobHandlers(
                expert,
                new JobHandlers.Pictures(store, new BucketAccess(s3.buckets()), limits(config)),
                new JobHandlers.Painting(bundle, denoising),
                new ResultStore(store),
                new JobHandlers.Telling(announcer, metrics, id, config.progressEvery()),
                clock);
        for (int i = 0; i < config.slots(); i++) {
            LeasedWork handler = closing.add(handlers.handler());
            String slotName = "slot-" + name + "-" + i;
            Slot slot = new Slot(
                    slotName,
                    () -> kafka.slotConsumer(Topics.workerGroup(expert), id + "-" + slotName),
                    List.of(Topics.requests(expert, Lane.LANE_INTERACTIVE), Topics.requests(expert, Lane.LANE_BULK)),
                    handler,
                    clock,
                    config.drain());
            slots.add(closing.add(slot).start());
        }
        health.liveWhen(() -> healthy(denoising));
        health.readyWhen(() -> healthy(denoising));
    }

    /** Whether all threads that a job needs are there; when not, the process should end and be started anew. */
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

    private Health.Status healthy(DenoiseLoop denoising) {
        if (!denoising.alive()) {
            return Health.Status.down("the device's thread has died");
        }
        long dead = slots.stream().filter(slot -> !slot.alive()).count();
        return dead == 0
                ? Health.Status.up("leasing with " + slots.size() + " slots")
                : Health.Status.down(dead + " of " + slots.size() + " slots have died");
    }

    private static Expert expert(WorkerConfig config) {
        return ExpertNames.expert(config.expert())
                .orElseThrow(() -> new InvalidConfigurationException(
                        "tryon.worker.expert is '" + config.expert() + "'; known: " + ExpertNames.all(), null));
    }

    private static MaskPolicy maskPolicy(Expert expert) {
        if (!MaskPolicies.has(expert)) {
            throw new InvalidConfigurationException(
                    "tryon.worker.expert is " + ExpertNames.name(expert) + ", for which there is no mask policy yet",
                    null);
        }
        return MaskPolicies.of(expert);
    }

    private static PhotoLimits limits(WorkerConfig config) {
        return new PhotoLimits(
                config.limits().bytes(),
                config.limits().megapixels(),
                config.limits().minimumSide());
    }
}
