/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import dev.tryon.bench.Samples;
import dev.tryon.bench.race.Contender.Done;
import dev.tryon.bench.race.Contender.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One contender's rounds. Used by one thread. */
final class RaceRun {

    private static final int NAP_MILLIS = 100;
    private static final double OPEN_LOOP = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 200;
    /** So that jobs of another kind come upon an idle worker, not upon what it has learned of those before. */
    private static final long REST_SECONDS = 2;

    private final Contender contender;
    private final Plan plan;

    /**
     * How much of everything.
     *
     * @param warmUp jobs that do nothing, before those that count
     * @param noOps jobs that do nothing
     * @param naps jobs of 100 ms
     * @param seconds of jobs that come at a steady rate
     * @param killed jobs of 100 ms during which the worker is killed
     */
    record Plan(int warmUp, int noOps, int naps, int seconds, int killed) {}

    /**
     * What one round found.
     *
     * @param efficiency jobs of 100 ms done, as a share of what sixteen slots could do
     * @param cpuMillis of the queue's server and the worker, for a job that does nothing
     */
    record Round(
            double noOpsPerSecond,
            double efficiency,
            double startP50,
            double startP99,
            double cpuMillis,
            int lost,
            int doubled) {}

    RaceRun(Contender contender, Plan plan) {
        this.contender = contender;
        this.plan = plan;
    }

    /** Its worker is new each time, since that of the round before was killed. */
    Round round() throws IOException, InterruptedException {
        done(new Load(plan.warmUp(), 0, 0));
        double cpuBefore = cpuMillis();
        List<Done> noOps = done(new Load(plan.noOps(), 0, 0));
        double cpu = (cpuMillis() - cpuBefore) / plan.noOps();
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        List<Done> naps = done(new Load(plan.naps(), NAP_MILLIS, 0));
        TimeUnit.SECONDS.sleep(REST_SECONDS);
        Samples waits = new Samples();
        done(new Load((int) (plan.seconds() * OPEN_LOOP), 0, OPEN_LOOP))
                .forEach(job -> waits.add((job.started() - job.enqueued()) / 1e3));
        contender.forget();
        contender.enqueue(new Load(plan.killed(), NAP_MILLIS, 0));
        contender.killWorker();
        List<Done> survived = awaited(plan.killed());
        int distinct = distinct(survived);
        return new Round(
                perSecond(noOps, 1),
                perSecond(naps, Contender.SLOTS) * NAP_MILLIS / 1e3 / Contender.SLOTS,
                waits.quantile(0.5),
                waits.quantile(0.99),
                cpu,
                plan.killed() - distinct,
                survived.size() - distinct);
    }

    private List<Done> done(Load load) throws IOException, InterruptedException {
        contender.forget();
        contender.enqueue(load);
        List<Done> done = awaited(load.count());
        if (distinct(done) < load.count()) {
            throw new IOException(
                    contender.name() + " did " + distinct(done) + " of " + load.count() + " jobs in " + PATIENCE);
        }
        return done;
    }

    private List<Done> awaited(int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Done> done = contender.done();
        while ((done.size() < count || distinct(done) < count) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            done = contender.done();
        }
        return done;
    }

    private static int distinct(List<Done> done) {
        return (int) done.stream().map(Done::job).distinct().count();
    }

    /** @param atOnce jobs that a worker begins before the first of them has ended */
    private static double perSecond(List<Done> done, int atOnce) {
        long first = done.stream().mapToLong(Done::started).min().orElseThrow();
        long last = done.stream().mapToLong(Done::started).max().orElseThrow();
        return (done.size() - atOnce) / Math.max(1e-6, (last - first) / 1e6);
    }

    private double cpuMillis() {
        List<ProcessHandle> all = new ArrayList<>();
        contender.processes().forEach(process -> Commands.tree(process).forEach(all::add));
        return all.stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToDouble(Duration::toMillis)
                .sum();
    }
}
