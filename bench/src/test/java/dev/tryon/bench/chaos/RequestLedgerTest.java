/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Failed;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Started;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLedgerTest {

    private static final Instant NOW = Instant.EPOCH;

    private final RequestLedger ledger = new RequestLedger();

    @BeforeEach
    void acceptTwo() {
        ledger.accept("one");
        ledger.accept("two");
        ledger.see(completed("one", "one/0/completed", "s3://b/1"), NOW);
    }

    @Test
    void findsWhatNeverEnded() {
        ledger.see(
                event("two", "two/0/started/1", TryOnEvent.newBuilder().setStarted(Started.getDefaultInstance())), NOW);

        assertThat(ledger.open()).isEqualTo(1);
        assertThat(ledger.verdict().lost()).containsExactly("two");
        assertThat(ledger.verdict().clean()).isFalse();
    }

    @Test
    void takesDuplicatesThatCanBeRecognised() {
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW);
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW);

        assertThat(ledger.verdict().duplicates()).isEqualTo(1);
        assertThat(ledger.verdict().clean()).isTrue();
    }

    @Test
    void findsDuplicatesThatCannot() {
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW);
        ledger.see(completed("two", "two/0/completed/again", "s3://b/2"), NOW);

        assertThat(ledger.verdict().unrecognisable()).containsExactly("two");
        assertThat(ledger.verdict().clean()).isFalse();
    }

    @Test
    void findsTwoDifferentResults() {
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW);
        ledger.see(completed("two", "two/0/completed", "s3://b/3"), NOW);

        assertThat(ledger.verdict().conflicting()).containsExactly("two");
    }

    @Test
    void findsTwoDifferentEnds() {
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW);
        ledger.see(event("two", "two/0/failed", TryOnEvent.newBuilder().setFailed(Failed.getDefaultInstance())), NOW);

        assertThat(ledger.verdict().conflicting()).containsExactly("two");
    }

    @Test
    void tellsWhenTheNextRequestEnded() {
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW.plusSeconds(7));
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW.plusSeconds(5));

        assertThat(ledger.firstEndAfter(NOW)).hasValue(NOW.plusSeconds(7));
        assertThat(ledger.firstEndAfter(NOW.plusSeconds(7))).isEmpty();
    }

    @Test
    void tellsWhenTheNextRowOfACampaignEnded() {
        ledger.acceptRow("row");
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW.plusSeconds(1));
        ledger.see(completed("row", "row/0/completed", "s3://b/3"), NOW.plusSeconds(4));

        assertThat(ledger.firstRowEndAfter(NOW)).hasValue(NOW.plusSeconds(4));
    }

    @Test
    void whatEndedBeforeItsAcceptanceWasSeenIsNotOpen() {
        ledger.see(completed("early", "early/0/completed", "s3://b/2"), NOW);
        ledger.accept("early");
        ledger.accept("early");

        assertThat(ledger.open()).isEqualTo(1);
        ledger.see(completed("two", "two/0/completed", "s3://b/2"), NOW);
        assertThat(ledger.open()).isZero();
    }

    private static CloudEvent<TryOnEvent> completed(String request, String id, String result) {
        return event(
                request,
                id,
                TryOnEvent.newBuilder()
                        .setCompleted(Completed.newBuilder()
                                .setResult(ImageRef.newBuilder().setUri(result))));
    }

    private static CloudEvent<TryOnEvent> event(String request, String id, TryOnEvent.Builder event) {
        return new CloudEvent<>(
                id,
                "type",
                "/source",
                request,
                Optional.empty(),
                event.setRequestId(request).build());
    }
}
