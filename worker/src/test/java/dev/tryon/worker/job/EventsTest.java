/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.Endings;
import dev.tryon.v1.Cancelled;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Intermediate;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final TryOnRequest REQUEST = TryOnRequest.newBuilder()
            .setRequestId("r1")
            .setTenant("shop")
            .setRedoOf("r0")
            .setWebhook("https://shop.example/hook")
            .putLabels("sku", "4711")
            .setPosition(1)
            .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_TOP))
            .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_EYE))
            .addIntermediates(Intermediate.newBuilder().setExpert(Expert.EXPERT_TOP))
            .build();

    private final Events events = new Events(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), "w1");

    @Test
    void endingsCarryTheWholeRequest() {
        assertThat(endings(REQUEST)).hasSize(5).allSatisfy(event -> {
            assertThat(Endings.ends(event)).isTrue();
            assertThat(event.getRequest()).isEqualTo(REQUEST);
        });
    }

    @Test
    void eventsOnTheWayDoNotCarryIt() {
        assertThat(List.of(events.started(REQUEST, 1), events.progress(REQUEST, 1, 8)))
                .noneMatch(TryOnEvent::hasRequest);
    }

    @Test
    void requestThatNoRuleAllowsIsNotRepeatedWhereItWouldNotFit() {
        TryOnRequest huge = REQUEST.toBuilder()
                .setConsentRef("x".repeat(Events.LARGEST_REPEATED))
                .build();

        assertThat(endings(huge))
                .noneMatch(TryOnEvent::hasRequest)
                .allSatisfy(event -> assertThat(event.getRequestId()).isEqualTo("r1"));
    }

    @Test
    void completionListsWhatEarlierStepsMade() {
        Completed completed = events.completed(
                        REQUEST, Completed.newBuilder().setWidth(3).build())
                .getCompleted();

        assertThat(completed.getIntermediatesList()).isEqualTo(REQUEST.getIntermediatesList());
        assertThat(completed.getWidth()).isEqualTo(3);
    }

    private List<TryOnEvent> endings(TryOnRequest request) {
        return List.of(
                events.completed(request, Completed.getDefaultInstance()),
                events.failed(request, FailureCode.NO_PERSON, "subject.uri", "nobody", 1),
                events.expired(request),
                events.cancelled(request, Cancelled.getDefaultInstance()),
                events.deadLettered(request, FailureCode.POISON, "thrice", 3));
    }
}
