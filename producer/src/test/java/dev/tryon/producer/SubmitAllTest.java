/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmitAllTest {
    private static final int MOST_AHEAD = 1_000;

    private MockProducer<byte[], byte[]> producer = producer(true);

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void tellsAnOutcomeForEachRequestInTheirOrder() {
        List<TryOnRequest> requests = Stream.generate(() -> SampleRequests.top().build())
                .limit(MOST_AHEAD + 500)
                .toList();

        List<SubmitOutcome> outcomes = client().submitAll(requests.stream()).toList();

        assertThat(outcomes)
                .extracting(
                        outcome -> ((SubmitOutcome.Taken) outcome).submitted().requestId())
                .containsExactlyElementsOf(
                        requests.stream().map(TryOnRequest::getRequestId).toList());
    }

    @Test
    void takesNoMoreRequestsThanAThousandAheadOfKafka() {
        producer = producer(false);
        AtomicInteger taken = new AtomicInteger();
        Iterator<SubmitOutcome> outcomes = client().submitAll(Stream.generate(() -> {
                    taken.incrementAndGet();
                    return SampleRequests.top().build();
                }))
                .iterator();

        CompletableFuture<SubmitOutcome> first = CompletableFuture.supplyAsync(outcomes::next);
        await().until(() -> producer.history().size() == MOST_AHEAD);

        assertThat(first).isNotDone();
        assertThat(taken).hasValue(MOST_AHEAD);
        producer.completeNext();
        assertThat(first.join()).isInstanceOf(SubmitOutcome.Taken.class);
        assertThat(taken).hasValue(MOST_AHEAD);
    }

    @Test
    void goesOnAfterRequestsThatAreRefused() {
        producer = producer(false);
        TryOnRequest invalid = SampleRequests.top().subject("file:///ada.jpg").build();
        TryOnRequest unlucky = SampleRequests.top().build();
        TryOnRequest good = SampleRequests.top().build();
        CompletableFuture<List<SubmitOutcome>> outcomes = CompletableFuture.supplyAsync(
                () -> client().submitAll(Stream.of(invalid, unlucky, good)).toList());
        await().until(() -> producer.history().size() == 2);

        producer.errorNext(new TimeoutException("no answer"));
        producer.completeNext();

        assertThat(outcomes.join())
                .satisfiesExactly(
                        first -> assertRefused(first, invalid, InvalidRequestException.class),
                        second -> assertRefused(second, unlucky, KafkaUnavailableException.class),
                        third -> assertThat(third).isInstanceOf(SubmitOutcome.Taken.class));
    }

    @Test
    void closesTheRequestsWithTheOutcomes() {
        AtomicBoolean closed = new AtomicBoolean();

        client().submitAll(Stream.of(SampleRequests.top().build()).onClose(() -> closed.set(true)))
                .close();

        assertThat(closed).isTrue();
    }

    private static void assertRefused(SubmitOutcome outcome, TryOnRequest request, Class<?> why) {
        assertThat(outcome).isInstanceOfSatisfying(SubmitOutcome.Refused.class, refused -> {
            assertThat(refused.request()).isEqualTo(request);
            assertThat(refused.why()).isInstanceOf(why);
        });
    }

    private TryOnClient client() {
        return new TryOnClient(
                new KafkaClients(Map.of("bootstrap.servers", "nowhere:1")), producer, "/test", Clock.systemUTC());
    }

    private static MockProducer<byte[], byte[]> producer(boolean confirmsAtOnce) {
        return new MockProducer<>(confirmsAtOnce, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
