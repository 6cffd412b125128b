/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler;

import dev.tryon.platform.admin.AdminServer;
import dev.tryon.platform.admin.Health;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.kafka.TopicTail;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.lifecycle.Lifecycle;
import dev.tryon.platform.lifecycle.LifecycleState;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3Objects;
import dev.tryon.platform.service.Service;
import dev.tryon.platform.service.ServiceId;
import dev.tryon.platform.telemetry.Meters;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.campaigns.CampaignReaders;
import dev.tryon.scheduler.campaigns.CampaignTable;
import dev.tryon.scheduler.campaigns.ManifestRows;
import dev.tryon.scheduler.campaigns.ReaderThreads;
import dev.tryon.scheduler.fairness.Weights;
import dev.tryon.scheduler.pools.JobsUnderWay;
import dev.tryon.scheduler.pools.PoolWatch;
import dev.tryon.scheduler.pools.RequestTopics;
import dev.tryon.scheduler.pools.ServiceTimes;
import dev.tryon.scheduler.pools.WorkersSeen;
import dev.tryon.scheduler.release.BacklogTarget;
import dev.tryon.scheduler.release.CampaignParts;
import dev.tryon.scheduler.release.CampaignSessions;
import dev.tryon.scheduler.release.Ownership;
import dev.tryon.scheduler.release.PartitionTask;
import dev.tryon.scheduler.retries.RetryParts;
import dev.tryon.scheduler.retries.RetrySessions;
import dev.tryon.scheduler.scaling.Scaler;
import dev.tryon.scheduler.scaling.ScalerServer;
import dev.tryon.scheduler.scaling.ScalingGoals;
import dev.tryon.scheduler.scaling.ScalingSettings;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A scheduler, composed: every part in start order, closed newest first. Any number of them work beside each other: each
 * knows all pools and all campaigns, and works on the partitions that the group gives it. Thread-safe.
 */
public final class SchedulerApp implements Service {

    /** Everything that a scheduler reads from its configuration. */
    public static final List<Class<?>> MAPPINGS = List.of(SchedulerConfig.class, S3Config.class, TelemetryConfig.class);

    private static final String GROUP = "tryon.scheduler";
    private static final Duration TABLE_WITHIN = Duration.ofMinutes(1);
    private static final Duration LONGEST_JOB = Duration.ofMinutes(10);
    private static final Duration WORKERS_LATELY = Duration.ofMinutes(2);

    private final Configuration configuration;
    private final Clock clock;
    private final Lifecycle lifecycle = new Lifecycle();
    private final Health health = new Health();
    private final Closing closing = new Closing();
    private int adminPort;
    private int scalerPort;

    public SchedulerApp(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /**
     * Starts everything, once.
     *
     * @throws InvalidConfigurationException when a value is out of range
     */
    @Override
    public SchedulerApp start() {
        lifecycle.advance(LifecycleState.STARTING);
        try {
            compose();
            lifecycle.advance(LifecycleState.RUNNING);
            return this;
        } catch (IllegalArgumentException e) {
            close();
            throw new InvalidConfigurationException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void compose() {
        SchedulerConfig config = configuration.get(SchedulerConfig.class);
        String id = config.id().orElseGet(() -> ServiceId.ofThisProcess("scheduler"));
        String source = "/tryon/scheduler/" + id;
        BacklogTarget target =
                new BacklogTarget(config.backlog().ahead(), config.backlog().minimumRows());
        Weights weights = new Weights(config.weights());
        ScalingSettings scaling = scaling(config.scaling());

        Meters meters = closing.add(new Meters().bindJvm());
        SchedulerMetrics metrics = new SchedulerMetrics(meters.registry());
        adminPort = closing.add(AdminServer.start(
                        new InetSocketAddress(config.adminHost(), config.adminPort()), health, meters.registry()))
                .port();
        Tracing tracing = closing.add(OtlpTracing.open(configuration.get(TelemetryConfig.class), "tryon-scheduler", id))
                .tracing();
        KafkaClients kafka = new KafkaClients(configuration.kafkaProperties());
        S3Objects manifests = closing.add(new S3Objects(configuration.get(S3Config.class)));

        ServiceTimes times = new ServiceTimes(config.assumedSeconds());
        JobsUnderWay jobs = new JobsUnderWay(LONGEST_JOB);
        WorkersSeen workers = new WorkersSeen(WORKERS_LATELY);
        TopicTail results = closing.add(new TopicTail(
                        kafka.reader(id + "-results"),
                        Topics.RESULTS,
                        TopicTail.From.END,
                        "results",
                        record -> CloudEventCodec.EVENTS.decode(record).event().ifPresent(event -> {
                            Instant now = clock.instant();
                            times.take(event.message());
                            jobs.take(event.message(), now);
                            workers.take(event.message(), now);
                        })))
                .start();
        CampaignTable table = new CampaignTable();
        TopicTail progress = closing.add(new TopicTail(
                        kafka.committedReader(id + "-campaign-table"),
                        Topics.CAMPAIGN_PROGRESS,
                        TopicTail.From.BEGINNING,
                        "campaign-table",
                        table::take))
                .start();
        progress.requireCaughtUp(TABLE_WITHIN);

        PoolWatch pools = closing.add(
                new PoolWatch(new RequestTopics(closing.add(kafka.admin(id + "-pools"))), jobs, times, clock));
        Scaler scaler = new Scaler(scaling, table::unreleased, expert -> workers.count(expert, clock.instant()));
        pools.listen(scaler::look);
        pools.start(config.lookEvery());
        metrics.watch(pools, table, scaler);
        scalerPort = closing.add(ScalerServer.start(
                        new InetSocketAddress(
                                config.scaling().host(), config.scaling().port()),
                        scaler))
                .port();

        ReaderThreads threads = closing.add(new ReaderThreads(config.manifestThreads()));
        CampaignReaders readers =
                new CampaignReaders(threads.readers(), threads.counters(), ManifestRows.in(manifests::open));
        CampaignSessions campaigns = new CampaignSessions(
                new CampaignParts(
                        readers,
                        table,
                        pools::latest,
                        times,
                        weights,
                        target,
                        config.openManifests(),
                        metrics,
                        clock,
                        source),
                kafka,
                id);
        RetrySessions retries = new RetrySessions(
                new RetryParts(
                        pools::latest,
                        target,
                        config.retries().share(),
                        config.retries().maximumAttempts(),
                        config.retries().held(),
                        metrics,
                        clock,
                        source,
                        tracing),
                kafka,
                id);
        Ownership ownership = closing.add(new Ownership(
                        () -> kafka.member(GROUP, id + "-ownership"),
                        List.of(Topics.CAMPAIGNS, Topics.RETRIES),
                        owned -> task(owned, campaigns, retries).start()))
                .start();
        metrics.watch(ownership);
        health.liveWhen(() -> healthy(ownership, results, progress));
        health.readyWhen(() -> healthy(ownership, results, progress));
    }

    private static PartitionTask task(TopicPartition owned, CampaignSessions campaigns, RetrySessions retries) {
        return owned.topic().equals(Topics.CAMPAIGNS)
                ? campaigns.task(owned.partition())
                : retries.task(owned.partition());
    }

    /** Whether all threads that must go on are there; when not, the process should end and be started anew. */
    @Override
    public boolean alive() {
        return health.live().up();
    }

    /** Where health and metrics are served, once started. */
    public int adminPort() {
        return adminPort;
    }

    /** Where KEDA asks, once started. */
    public int scalerPort() {
        return scalerPort;
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

    private static Health.Status healthy(Ownership ownership, TopicTail results, TopicTail progress) {
        if (!ownership.alive()) {
            return Health.Status.down("no member of the group of schedulers any more");
        }
        if (!results.alive() || !progress.alive()) {
            return Health.Status.down("results or campaign progress are not read any more");
        }
        return Health.Status.up("works on " + ownership.owned() + " partitions");
    }

    private static ScalingSettings scaling(SchedulerConfig.Scaling scaling) {
        return new ScalingSettings(
                new ScalingGoals(
                        scaling.interactiveWait(),
                        scaling.bulkWithin(),
                        scaling.coldStart(),
                        scaling.utilisation(),
                        scaling.maximumReplicas()),
                scaling.downAfter(),
                scaling.zeroAfter());
    }
}
