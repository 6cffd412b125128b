/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.proto.Topics;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LetterFilterTest {
    private static final TryOnRequest REQUEST = TryOnRequest.newBuilder()
            .setTenant("acme")
            .setLane(Lane.LANE_BULK)
            .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_TOP))
            .build();

    @Test
    void takesWhatMatchesEachFieldByOneOfItsValues() {
        assertThat(takes("code=poison", "tenant=bazaar,acme", "expert=top", "lane=bulk"))
                .isTrue();
        assertThat(takes("code=poison", "tenant=bazaar")).isFalse();
        assertThat(takes("code=INTERNAL")).isFalse();
        assertThat(takes()).isTrue();
    }

    @Test
    void takesWhatNobodyAnnouncedByNone() {
        DeadLetter silent = letter(Optional.of(REQUEST), Optional.empty());
        assertThat(LetterFilter.of(List.of("code=none")).takes(silent)).isTrue();
        assertThat(takes("code=none")).isFalse();
        assertThat(takes("code=none,poison")).isTrue();
    }

    @Test
    void tellsCallsOfWebhooksByTheirReason() {
        TryOnEvent event = TryOnEvent.newBuilder().setRequest(REQUEST).build();
        DeadLetter call = new DeadLetter(
                new Place(Topics.DEAD_WEBHOOKS, 0, 1),
                Instant.EPOCH,
                Map.of(WebhookRecords.REASON, WebhookRecords.GONE),
                new DeadLetter.Content.Call(new CloudEvent<>("id", "type", "/test", "id", Optional.empty(), event)),
                Optional.empty(),
                List.of());
        assertThat(LetterFilter.of(List.of("code=gone", "tenant=acme", "kind=webhook"))
                        .takes(call))
                .isTrue();
        assertThat(LetterFilter.of(List.of("code=status")).takes(call)).isFalse();
        assertThat(LetterFilter.of(List.of("kind=request")).mayTake(call)).isFalse();
        assertThat(takes("kind=webhook")).isFalse();
    }

    @Test
    void takesWhatIsNoRequestOnlyWhenNothingIsAskedOfIt() {
        DeadLetter noRequest = letter(Optional.empty(), Optional.empty());
        assertThat(LetterFilter.of(List.of()).takes(noRequest)).isTrue();
        assertThat(LetterFilter.of(List.of("tenant=acme")).takes(noRequest)).isFalse();
    }

    @Test
    void saysWhichConditionIsWrong() {
        assertThatThrownBy(() -> LetterFilter.of(List.of("colour=red")))
                .hasMessage(
                        "\"colour\" is no field of dead letters; there are kind, code, tenant, expert, lane, campaign,"
                                + " request");
        assertThatThrownBy(() -> LetterFilter.of(List.of("tenant")))
                .hasMessageContaining("\"tenant\" is not KEY=VALUE");
        assertThatThrownBy(() -> LetterFilter.of(List.of("code=BROKEN")))
                .hasMessageContaining("\"broken\" is no failure code; there are invalid_request");
        assertThatThrownBy(() -> LetterFilter.of(List.of("tenant=a", "tenant=b")))
                .hasMessageContaining("tenant=ONE,OTHER");
        assertThatThrownBy(() -> LetterFilter.of(List.of("kind=job")))
                .hasMessage("\"job\" is no kind of dead letter; there are request, webhook");
        assertThatThrownBy(() -> LetterFilter.of(List.of("expert=hat")))
                .hasMessageContaining("\"hat\" is no expert; there are eye, ");
    }

    private static boolean takes(String... conditions) {
        DeadLettered poison =
                DeadLettered.newBuilder().setCode(FailureCode.POISON).build();
        return LetterFilter.of(List.of(conditions)).takes(letter(Optional.of(REQUEST), Optional.of(poison)));
    }

    private static DeadLetter letter(Optional<TryOnRequest> request, Optional<DeadLettered> announced) {
        return new DeadLetter(
                new Place(Topics.deadLetters(Expert.EXPERT_TOP), 0, 1),
                Instant.EPOCH,
                Map.of(),
                request.<DeadLetter.Content>map(DeadLetter.Content.Job::new)
                        .orElseGet(() -> new DeadLetter.Content.Unreadable("it is no request")),
                announced,
                List.of());
    }
}
