/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {
    private static final String LARGE = "large-day";

    @Test
    void sameSeedSameDayAnotherSeedAnother() {
        Trace trace = Trace.read("spot-loss");
        Outcome first = new Simulation(trace, Policy.usual(), 1).run();
        assertThat(new Simulation(trace, Policy.usual(), 1).run()).isEqualTo(first);
        assertThat(new Simulation(trace, Policy.usual(), 2).run()).isNotEqualTo(first);
    }

    @Test
    void aDayOfTenMillionIsSimulatedWithinAMinute() {
        long start = System.nanoTime();
        Outcome day = new Simulation(Trace.read("marketplace-day"), Policy.usual(), 1).run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        assertThat(day.jobs()).isBetween(9_900_000L, 10_700_000L);
        assertThat(day.campaigns()).allMatch(campaign -> campaign.seconds() > 0);
        assertThat(day.waitP95()).isLessThanOrEqualTo(10);
    }

    @Test
    void theSmallestCampaignOfAStormDoesNotWaitForTheLargest() {
        Outcome storm = new Simulation(Trace.read("campaign-storm"), Policy.usual(), 1).run();
        int large = storm.campaigns().get(0).seconds();
        int small = storm.campaigns().get(5).seconds();
        assertThat(storm.campaigns().get(5).rows()).isEqualTo(1_000);
        assertThat(small * 5).isLessThan(large);
    }

    @Test
    void oneReplicaThatIsNeverMoreBusyThanItCanBe() {
        Trace trace = new Trace(
                "one",
                Duration.ofHours(1),
                2,
                Duration.ZERO,
                1,
                List.of(new Trace.Shoppers(Duration.ZERO, 0)),
                List.of(new Trace.Campaign(Duration.ZERO, "a", 10_000, 1)),
                List.of());
        Policy one = new Policy(
                Duration.ofSeconds(10),
                Duration.ofMinutes(30),
                Duration.ZERO,
                0.7,
                10,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                1);
        Outcome outcome = new Simulation(trace, one, 1).run();
        assertThat(outcome.jobs()).isBetween(1_795L, 1_800L);
        assertThat(outcome.cost()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-6));
    }

    /** The largest takes minutes; see docs/scheduling.md for its run. */
    static List<String> shipped() {
        return Trace.SHIPPED.stream().filter(name -> !name.equals(LARGE)).toList();
    }

    @Test
    void theLargeDayHasAHundredMillionRequests() {
        Trace large = Trace.read(LARGE);
        double shoppers = 0;
        for (int second = 0; second < large.length().toSeconds(); second++) {
            shoppers += large.shoppersAt(second);
        }
        long rows = large.campaigns().stream().mapToLong(Trace.Campaign::rows).sum();
        assertThat(shoppers + rows).isBetween(99e6, 101e6);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedTraceIsDrawn(String name) {
        Trace trace = Trace.read(name);
        String svg = Chart.svg(trace, new Simulation(trace, Policy.usual(), 1).run());
        assertThat(svg)
                .startsWith("<svg")
                .contains(trace.name())
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
    }
}
