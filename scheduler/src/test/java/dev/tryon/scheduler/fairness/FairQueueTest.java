/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final Map<String, Double> weights = new HashMap<>();
    private final FairQueue<String> queue = new FairQueue<>(tenant -> weights.getOrDefault(tenant, 1.0), 1);
    private final Map<String, Double> got = new HashMap<>();

    /** Pieces of one campaign, of random or of one size. */
    private static final class Campaign implements Flow<String> {
        final String name;
        final double weight;
        final double smallest;
        final double largest;
        final Random random = new Random(3);
        long left;
        double head;

        Campaign(String name, double weight, long pieces, double smallest, double largest) {
            this.name = name;
            this.weight = weight;
            this.left = pieces;
            this.smallest = smallest;
            this.largest = largest;
            this.head = next();
        }

        private double next() {
            return smallest + random.nextDouble() * (largest - smallest);
        }

        @Override
        public double weight() {
            return weight;
        }

        @Override
        public boolean isEmpty() {
            return left == 0;
        }

        @Override
        public double headCost() {
            return head;
        }

        @Override
        public String take() {
            left--;
            String piece = name + " " + head;
            head = next();
            return piece;
        }
    }

    private double got(String campaign) {
        return got.getOrDefault(campaign, 0.0);
    }

    private void spend(double budget) {
        queue.spend(
                budget,
                Integer.MAX_VALUE,
                piece -> got.merge(
                        piece.substring(0, piece.indexOf(' ')),
                        Double.parseDouble(piece.substring(piece.indexOf(' ') + 1)),
                        Double::sum));
    }

    @Test
    void tenantsShareEvenlyHoweverManyCampaignsAndHoweverLargeTheirPieces() {
        queue.add("a", new Campaign("a1", 1, 1_000_000, 0.1, 0.3));
        queue.add("a", new Campaign("a2", 1, 1_000_000, 0.1, 0.3));
        queue.add("a", new Campaign("a3", 1, 1_000_000, 0.1, 0.3));
        queue.add("b", new Campaign("b1", 1, 1_000_000, 5, 20));

        spend(10_000);

        assertThat(got("a1") + got("a2") + got("a3")).isCloseTo(5_000, within(50.0));
        assertThat(got("b1")).isCloseTo(5_000, within(50.0));
        assertThat(got("a1")).isCloseTo(got("a3"), within(20.0));
    }

    @Test
    void weightsDivideTenantsAndWithinThemCampaigns() {
        weights.put("a", 3.0);
        queue.add("a", new Campaign("a1", 1, 1_000_000, 1, 1));
        queue.add("a", new Campaign("a2", 4, 1_000_000, 1, 1));
        queue.add("b", new Campaign("b1", 1, 1_000_000, 1, 1));

        spend(4_000);

        assertThat(got("b1")).isCloseTo(1_000, within(10.0));
        assertThat(got("a1")).isCloseTo(600, within(10.0));
        assertThat(got("a2")).isCloseTo(2_400, within(10.0));
    }

    @Test
    void whoWasEmptyDoesNotCatchUp() {
        Campaign late = new Campaign("b1", 1, 0, 1, 1);
        queue.add("a", new Campaign("a1", 1, 1_000_000, 1, 1));
        queue.add("b", late);
        spend(1_000);
        late.left = 1_000_000;
        got.clear();

        spend(1_000);

        assertThat(got("b1")).isCloseTo(500, within(5.0));
    }

    @Test
    void whatOneLeavesTheOthersGet() {
        queue.add("a", new Campaign("a1", 1, 1_000_000, 1, 1));
        queue.add("b", new Campaign("b1", 1, 100, 1, 1));

        spend(1_000);

        assertThat(got("b1")).isEqualTo(100);
        assertThat(got("a1")).isEqualTo(900);
    }

    @Test
    void goesOnWhenAFlowIsTakenOutInItsTurn() {
        Campaign first = new Campaign("a1", 1, 1_000_000, 1, 1);
        queue.add("a", first);
        queue.add("b", new Campaign("b1", 1, 1_000_000, 1, 1));
        spend(5);
        queue.remove("a", first);
        got.clear();

        spend(10);

        assertThat(got).containsOnlyKeys("b1");
    }
}
