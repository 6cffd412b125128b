/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final CallQueue queue = new CallQueue(4, 2);

    @Test
    void hostsTakeTurnsAndAreHeldToTheirShare() {
        IntStream.range(0, 5).forEach(i -> queue.add(call("slow" + i, "slow", NOW)));
        queue.add(call("a", "quick", NOW));
        queue.add(call("b", "quick", NOW));

        assertThat(IntStream.range(0, 5).mapToObj(i -> taken(NOW))).containsExactly("slow0", "a", "slow1", "b", "");
        queue.finished(call("a", "quick", NOW));
        assertThat(taken(NOW)).as("slow has its share").isEmpty();
        queue.finished(call("slow1", "slow", NOW));
        assertThat(taken(NOW)).isEqualTo("slow2");
    }

    @Test
    void callsWaitForTheirTime() {
        queue.add(call("later", "x", NOW.plusSeconds(5)));
        queue.add(call("now", "x", NOW));

        assertThat(taken(NOW)).isEqualTo("now");
        assertThat(taken(NOW.plusMillis(4999))).isEmpty();
        assertThat(taken(NOW.plusSeconds(5))).isEqualTo("later");
    }

    @Test
    void aRequestIsThereOnce() {
        queue.add(call("a", "x", NOW));
        queue.add(call("a", "x", NOW));

        assertThat(queue.size()).isEqualTo(1);
        assertThat(taken(NOW)).isEqualTo("a");
        assertThat(queue.contains("a")).isTrue();
        queue.finished(call("a", "x", NOW));
        assertThat(queue.contains("a")).isFalse();
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatWaitsOfALostPartitionIsForgotten() {
        queue.add(call("a", "x", NOW));
        queue.add(new PendingCall(1, call("b", "x", NOW).event(), 0, NOW, NOW));
        queue.add(call("c", "x", NOW.plusSeconds(9)));

        queue.drop(0);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(taken(NOW.plusSeconds(9))).isEqualTo("b");
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreSpread() {
        Backoff backoff = new Backoff(Duration.ofSeconds(4), Duration.ofMinutes(1));
        Random random = new Random(1);

        assertThat(backoff.after(1, random)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(backoff.after(3, random)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        for (int attempts : new int[] {5, 31, 64, 10_000}) {
            assertThat(backoff.after(attempts, random)).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        }
        assertThat(IntStream.range(0, 20)
                        .mapToObj(i -> backoff.after(2, random))
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }

    private String taken(Instant now) {
        return queue.next(now).map(PendingCall::requestId).orElse("");
    }

    private static PendingCall call(String id, String host, Instant notBefore) {
        TryOnEvent event = TryOnEvent.newBuilder()
                .setRequestId(id)
                .setRequest(TryOnRequest.newBuilder().setWebhook("https://" + host + "/hook"))
                .build();
        return new PendingCall(0, new CloudEvent<>(id, "t", "/s", id, Optional.empty(), event), 0, NOW, notBefore);
    }
}
