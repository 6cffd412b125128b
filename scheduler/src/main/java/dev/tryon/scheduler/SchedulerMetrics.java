/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.LaneNames;
import dev.tryon.scheduler.campaigns.CampaignTable;
import dev.tryon.scheduler.pools.PoolState;
import dev.tryon.scheduler.pools.PoolWatch;
import dev.tryon.scheduler.release.Ownership;
import dev.tryon.scheduler.release.ReleaseObserver;
import dev.tryon.scheduler.scaling.Scaler;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A scheduler's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
final class SchedulerMetrics implements ReleaseObserver {

    static final String ROWS = "tryon.scheduler.rows";
    static final String ENDED = "tryon.scheduler.ended";
    static final String TRANSACTION = "tryon.scheduler.transaction";
    static final String PARTITIONS = "tryon.scheduler.partitions";
    static final String BACKLOG_JOBS = "tryon.scheduler.backlog.jobs";
    static final String BACKLOG_SECONDS = "tryon.scheduler.backlog.seconds";
    static final String IN_FLIGHT = "tryon.scheduler.in_flight.jobs";
    static final String UNRELEASED = "tryon.scheduler.unreleased.rows";
    static final String SERVICE = "tryon.scheduler.service.seconds";
    static final String RATE = "tryon.scheduler.rate";
    static final String REPLICAS = "tryon.scheduler.replicas";
    static final String ACTIVE = "tryon.scheduler.active";

    private final MeterRegistry registry;

    SchedulerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(PoolWatch pools, CampaignTable campaigns, Scaler scaler) {
        for (Expert expert : ExpertNames.experts()) {
            Supplier<PoolState> pool = () -> pools.latest().of(expert);
            for (Lane lane : LaneNames.lanes()) {
                lane(BACKLOG_JOBS, expert, lane, () -> pool.get().of(lane).waiting());
                lane(
                        BACKLOG_SECONDS,
                        expert,
                        lane,
                        () -> pool.get().of(lane).waiting() * pool.get().secondsPerJob());
                lane(IN_FLIGHT, expert, lane, () -> pool.get().of(lane).inFlight());
            }
            pool(UNRELEASED, expert, () -> campaigns.unreleased().getOrDefault(expert, 0L));
            pool(SERVICE, expert, () -> pool.get().secondsPerJob());
            pool(RATE, expert, () -> pool.get().jobsPerSecond());
            pool(REPLICAS, expert, () -> scaler.of(expert).replicas());
            pool(ACTIVE, expert, () -> scaler.of(expert).active() ? 1 : 0);
        }
    }

    void watch(Ownership ownership) {
        Gauge.builder(PARTITIONS, ownership, Ownership::owned).register(registry);
    }

    @Override
    public void released(Expert expert, long rows) {
        registry.counter(ROWS, "expert", ExpertNames.name(expert)).increment((double) rows);
    }

    @Override
    public void ended(String outcome, long requests) {
        registry.counter(ENDED, "outcome", outcome).increment((double) requests);
    }

    @Override
    public void committed(long nanos) {
        registry.timer(TRANSACTION).record(nanos, TimeUnit.NANOSECONDS);
    }

    private void pool(String name, Expert expert, Supplier<Number> value) {
        Gauge.builder(name, value).tag("expert", ExpertNames.name(expert)).register(registry);
    }

    private void lane(String name, Expert expert, Lane lane, Supplier<Number> value) {
        Gauge.builder(name, value)
                .tag("expert", ExpertNames.name(expert))
                .tag("lane", LaneNames.name(lane))
                .register(registry);
    }
}
