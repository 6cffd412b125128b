/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceRunTest {

    private static final RaceRun.Plan PLAN = new RaceRun.Plan(500, 1_000, 320, 2, 40);

    @Test
    void aQueueThatCostsNoTimeReachesTheCeiling() throws Exception {
        RaceRun.Round round = new RaceRun(new Schedule(0, 0), PLAN).round();

        assertThat(round.efficiency()).isCloseTo(1.0, within(1e-6));
        assertThat(round.noOpsPerSecond()).isCloseTo(1_000_000, within(10.0));
        assertThat(round.startP99()).isZero();
        assertThat(round.lost()).isZero();
        assertThat(round.doubled()).isZero();
    }

    @Test
    void tenMillisecondsBetweenTwoJobsOfASlotCostTenHundredths() throws Exception {
        RaceRun.Round round = new RaceRun(new Schedule(10_000, 0), PLAN).round();

        assertThat(round.efficiency()).isCloseTo(100.0 / 110, within(1e-6));
        assertThat(round.startP50()).isEqualTo(10);
    }

    @Test
    void jobsThatAKilledWorkerRanTwiceAreCounted() throws Exception {
        assertThat(new RaceRun(new Schedule(0, 3), PLAN).round().doubled()).isEqualTo(3);
    }

    /** Sixteen slots on paper: a queue that needs some microseconds before each job and runs the first few of a killed worker twice. */
    private static final class Schedule implements Contender {
        private final List<Done> done = new ArrayList<>();
        private final long overhead;
        private final int twice;

        Schedule(long overhead, int twice) {
            this.overhead = overhead;
            this.twice = twice;
        }

        @Override
        public String name() {
            return "on paper";
        }

        @Override
        public void enqueue(Load load) {
            for (int i = 0; i < load.count(); i++) {
                long came = load.perSecond() > 0 ? (long) (i * 1e6 / load.perSecond()) : 0;
                long turn = load.millis() == 0 ? i : i / SLOTS * (load.millis() * 1_000L + overhead);
                done.add(new Done(Integer.toString(i), came, (load.perSecond() > 0 ? came : turn) + overhead));
            }
        }

        @Override
        public List<Done> done() {
            return List.copyOf(done);
        }

        @Override
        public void forget() {
            done.clear();
        }

        @Override
        public void killWorker() {
            done.addAll(List.copyOf(done.subList(0, twice)));
        }

        @Override
        public List<ProcessHandle> processes() {
            return List.of(ProcessHandle.current());
        }

        @Override
        public void close() {
            done.clear();
        }
    }
}
