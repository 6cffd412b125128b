/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.scheduler.pools.PoolState;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.v1.Expert;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Budgets budgets = new Budgets(new BacklogTarget(Duration.ofSeconds(10), 50));

    @Test
    void targetIsWhatThePoolDoesInItsTime() {
        budgets.look(states(1, NOW, 100, 20), expert -> 1);
        assertThat(budgets.left(Expert.EXPERT_TOP)).isEqualTo((200 - 100) * 0.5);
    }

    @Test
    void aPoolWithoutARateGetsTheMinimum() {
        budgets.look(states(1, NOW, 0, 0), expert -> 1);
        assertThat(budgets.left(Expert.EXPERT_TOP)).isEqualTo(50 * 0.5);
    }

    @Test
    void whatALookMayNotHaveSeenIsNotReleasedTwice() {
        budgets.look(states(1, NOW, 0, 0), expert -> 1);
        budgets.committed(Expert.EXPERT_TOP, 50, NOW.plusMillis(300));
        budgets.look(states(2, NOW.plusMillis(250), 0, 0), expert -> 1);
        assertThat(budgets.left(Expert.EXPERT_TOP)).isZero();
        budgets.look(states(3, NOW.plusMillis(500), 20, 0), expert -> 1);
        assertThat(budgets.left(Expert.EXPERT_TOP)).isEqualTo(30 * 0.5);
    }

    @Test
    void partitionsThatFillTheirShareOfTheGapComeToTheTargetTogether() {
        Budgets other = new Budgets(new BacklogTarget(Duration.ofSeconds(10), 50));
        double waiting = 0;
        double mine = 0;
        double theirs = 0;
        for (int look = 1; look <= 200; look++) {
            PoolStates states = states(look, NOW.plusSeconds(look), Math.round(waiting), 20);
            budgets.look(states, expert -> 0.25);
            other.look(states, expert -> 0.75);
            mine += budgets.left(Expert.EXPERT_TOP) / 0.5;
            theirs += other.left(Expert.EXPERT_TOP) / 0.5;
            waiting += (budgets.left(Expert.EXPERT_TOP) + other.left(Expert.EXPERT_TOP)) / 0.5 - 20;
        }
        assertThat(theirs / mine).isBetween(2.95, 3.05);
        assertThat(waiting).isBetween(170.0, 200.0);
    }

    private static PoolStates states(long version, Instant at, long waiting, double jobsPerSecond) {
        PoolState.Backlog bulk = new PoolState.Backlog(waiting, 0, 0);
        return new PoolStates(
                version,
                at,
                Map.of(
                        Expert.EXPERT_TOP,
                        new PoolState(Expert.EXPERT_TOP, PoolState.Backlog.NONE, bulk, 0.5, jobsPerSecond)));
    }
}
