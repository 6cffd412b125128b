/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import dev.tryon.scheduler.fairness.FairQueue;
import dev.tryon.scheduler.fairness.Flow;
import dev.tryon.scheduler.pools.PoolState;
import dev.tryon.scheduler.pools.Rate;
import dev.tryon.scheduler.release.BacklogTarget;
import dev.tryon.scheduler.scaling.Demand;
import dev.tryon.scheduler.scaling.ScalingSettings;
import dev.tryon.scheduler.scaling.SteadyReplicas;
import dev.tryon.v1.Expert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One pool through a trace, second by second. How much is released, to whom, and how many replicas there are decide the very
 * classes that decide it in production; here are only the world's parts: shoppers come, campaigns are submitted, replicas
 * start after their cold start, are taken away, and work shoppers first. Jobs of one second count as one lot, so a second
 * costs the same with ten jobs or ten thousand but for the rows that the fair queue hands out one by one.
 *
 * <p>The same trace, policy and seed give the same outcome. Used by one thread, once.
 */
final class Simulation {
    private static final int DECIDE_EVERY = 15; // KEDA's and the autoscaler's pace
    private static final int SAMPLES = 360;
    private static final Expert POOL = Expert.EXPERT_TOP; // which one does not matter

    private final Trace trace;
    private final Policy policy;
    private final ScalingSettings scaling;
    private final BacklogTarget target;
    private final SteadyReplicas steady;
    private final SimulatedFleet fleet;
    private final Arrivals arrivals;
    private final FairQueue<Submitted> fair = new FairQueue<>(tenant -> 1, 1);
    private final List<Submitted> campaigns = new ArrayList<>();
    private final SimulatedQueue interactive = new SimulatedQueue();
    private final SimulatedQueue bulk = new SimulatedQueue();
    private final Rate shoppers = new Rate();
    private final Rate ended = new Rate();
    private final Histogram waits = new Histogram();
    private final Histogram waitsOfSample = new Histogram();
    private final List<Sample> samples = new ArrayList<>();
    private double capacity;
    private double cost;
    private double paid;
    private long jobs;
    private long unreleased;
    private int peak;

    Simulation(Trace trace, Policy policy, long seed) {
        this.trace = trace;
        this.policy = policy;
        this.scaling = policy.scaling();
        this.target = policy.backlog();
        this.steady = new SteadyReplicas(scaling.downAfter(), scaling.zeroAfter());
        Integer fixed = policy.fixedReplicas();
        this.fleet = new SimulatedFleet((int) trace.coldStart().toSeconds(), fixed == null ? 0 : fixed);
        this.arrivals = new Arrivals(seed);
    }

    private final class Submitted implements Flow<Submitted> {
        final Trace.Campaign campaign;
        final int number;
        final int at;
        long left;
        long begun;
        int end = -1;

        Submitted(Trace.Campaign campaign, int number, int at) {
            this.campaign = campaign;
            this.number = number;
            this.at = at;
            this.left = campaign.rows();
        }

        @Override
        public double weight() {
            return campaign.weight();
        }

        @Override
        public boolean isEmpty() {
            return left == 0;
        }

        @Override
        public double headCost() {
            return trace.secondsPerJob();
        }

        @Override
        public Submitted take() {
            left--;
            unreleased--;
            return this;
        }
    }

    Outcome run() {
        int length = (int) trace.length().toSeconds();
        int perSample = Math.max(1, length / SAMPLES);
        Sums sums = new Sums();
        for (int second = 0; second < length; second++) {
            arrive(second);
            fleet.advance(second);
            lose(second);
            release(second);
            work(second);
            if (second % DECIDE_EVERY == 0 || fleet.running() + fleet.coming() == 0) {
                decide(second); // A pool at zero is woken by a push, not by the next poll.
            }
            sums.add();
            if ((second + 1) % perSample == 0) {
                samples.add(sums.sample(second + 1, perSample));
                sums = new Sums();
                waitsOfSample.clear();
            }
        }
        return new Outcome(
                jobs,
                waits.quantile(0.95),
                cost,
                peak,
                paid > 0 ? jobs * trace.secondsPerJob() / paid : 0,
                samples,
                campaigns.stream()
                        .map(c -> new Outcome.CampaignEnd(
                                c.campaign.tenant(), c.campaign.rows(), c.end < 0 ? -1 : c.end - c.at))
                        .toList());
    }

    private void arrive(int second) {
        long come = arrivals.count(trace.shoppersAt(second));
        interactive.add(0, second, come);
        shoppers.add(come, at(second));
        for (Trace.Campaign campaign : trace.campaigns()) {
            if (campaign.at().toSeconds() == second) {
                Submitted submitted = new Submitted(campaign, campaigns.size(), second);
                campaigns.add(submitted);
                unreleased += campaign.rows();
                fair.add(campaign.tenant(), submitted);
            }
        }
    }

    private void lose(int second) {
        for (Trace.Loss loss : trace.losses()) {
            if (loss.at().toSeconds() == second) {
                fleet.lose(loss.share());
            }
        }
    }

    private void release(int second) {
        PoolState pool = new PoolState(
                POOL,
                PoolState.Backlog.NONE,
                new PoolState.Backlog(bulk.size(), 0, 0),
                trace.secondsPerJob(),
                ended.perSecond(at(second)));
        double budget = target.gap(pool) * trace.secondsPerJob();
        fair.spend(budget, Integer.MAX_VALUE, campaign -> bulk.add(campaign.number, second, 1));
    }

    private void work(int second) {
        double paidNow = fleet.running();
        paid += paidNow;
        cost += (fleet.running() + fleet.coming()) * trace.pricePerHour() / 3600;
        peak = Math.max(peak, fleet.running());
        capacity += paidNow;
        long most = (long) Math.floor(capacity / trace.secondsPerJob());
        long begun = interactive.begin(most, second, (owner, waited, count) -> {
            waits.add(waited, count);
            waitsOfSample.add(waited, count);
        });
        begun += bulk.begin(most - begun, second, (owner, waited, count) -> {
            Submitted campaign = campaigns.get(owner);
            campaign.begun += count;
            campaign.end = campaign.begun == campaign.campaign.rows() ? second : campaign.end;
        });
        // What was not used is gone; what is left of a job that did not fit whole is not.
        capacity = begun < most ? 0 : capacity - begun * trace.secondsPerJob();
        jobs += begun;
        ended.add(begun, at(second));
    }

    private void decide(int second) {
        if (policy.fixedReplicas() != null) {
            return;
        }
        boolean active = interactive.size() + bulk.size() + unreleased > 0;
        Demand demand = new Demand(
                interactive.size() * trace.secondsPerJob(),
                shoppers.perSecond(at(second)) * trace.secondsPerJob(),
                (bulk.size() + unreleased) * trace.secondsPerJob(),
                fleet.running(),
                active);
        fleet.scale(steady.steady(scaling.goals().needed(demand), second), second);
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(1_000_000L + second);
    }

    /** Of the stretch under way. */
    private final class Sums {
        private long interactiveMost;
        private long bulkMost;
        private double replicas;
        private double coming;

        void add() {
            interactiveMost = Math.max(interactiveMost, interactive.size());
            bulkMost = Math.max(bulkMost, bulk.size());
            replicas += fleet.running();
            coming += fleet.coming();
        }

        Sample sample(int second, int seconds) {
            return new Sample(
                    second,
                    interactiveMost,
                    bulkMost,
                    unreleased,
                    replicas / seconds,
                    coming / seconds,
                    waitsOfSample.quantile(0.95),
                    cost);
        }
    }
}
