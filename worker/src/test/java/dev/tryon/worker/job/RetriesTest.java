/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.Topics;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
    private final RuntimeException bug = new IllegalStateException("a bug");

    private final Retries retries = new Retries(new Events(CLOCK, "w1"), CLOCK);

    @Test
    void outageIsNotCountedAgainstTheJob() {
        Retry retry = parked(retries.unavailable(request(2), FailureCode.STORE_UNAVAILABLE, "no answer"));

        assertThat(retry.getAttempt()).isEqualTo(2);
        assertThat(retry.getNotBefore().getSeconds()).isEqualTo(1_030);
        assertThat(retry.getCode()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
        assertThat(retry.getRequest()).isEqualTo(request(2));
    }

    @Test
    void whatBrokeItsWorkerIsCountedAndComesBackLaterEachTime() {
        Retry first = parked(retries.broke(request(0), Retries.tries(request(0), 1), bug));
        Retry second = parked(retries.broke(request(1), Retries.tries(request(1), 1), bug));

        assertThat(first.getAttempt()).isEqualTo(1);
        assertThat(first.getNotBefore().getSeconds()).isEqualTo(1_005);
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getNotBefore().getSeconds()).isEqualTo(1_010);
    }

    @Test
    void thirdTimeIsEnoughWhoeverCounted() {
        assertThat(letter(retries.broke(request(2), Retries.tries(request(2), 1), bug))
                        .getDeliveries())
                .isEqualTo(3);
        assertThat(letter(retries.broke(request(1), Retries.tries(request(1), 2), bug))
                        .getDeliveries())
                .isEqualTo(3);
        assertThat(letter(retries.broke(request(0), Retries.tries(request(0), 3), bug))
                        .getMessage())
                .contains("3 times", "a bug");
    }

    /** Were it one more, the broker would give a record up before anybody is told; one less wastes a try. */
    @Test
    void lastDeliveryIsTheBrokersLast() {
        assertThat(TopicPlan.builtIn().groups())
                .filteredOn(group -> Topics.parseWorkerGroup(group.name()).isPresent())
                .isNotEmpty()
                .allSatisfy(group -> assertThat(group.deliveryLimit()).isEqualTo(Retries.LAST_DELIVERY));
    }

    private static TryOnRequest request(int attempt) {
        return TryOnRequest.newBuilder().setRequestId("r1").setAttempt(attempt).build();
    }

    private static Retry parked(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(JobOutcome.Parked.class);
        return ((JobOutcome.Parked) outcome).retry();
    }

    private static DeadLettered letter(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(JobOutcome.DeadLettered.class);
        return ((JobOutcome.DeadLettered) outcome).event().getDeadLettered();
    }
}
