/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.announce;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Progress;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    private static final TryOnEvent PROGRESS = TryOnEvent.newBuilder()
            .setRequestId("01JD0000000000000000000000")
            .setTenant("shop")
            .setAt(Timestamp.newBuilder().setSeconds(1))
            .setExpert(Expert.EXPERT_TOP)
            .setProgress(Progress.newBuilder().setDenoiseStep(7).setDenoiseSteps(20))
            .build();

    /** Where a producer knows of no broker, each {@code send} waits for a minute. */
    @Test
    void progressWaitsForNoBroker() {
        Map<String, String> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try (Producer<byte[], byte[]> producer = new KafkaClients(nowhere).promptProducer("test");
                    Announcer announcer = new Announcer(producer, "test")) {
                for (int i = 0; i < 1_000; i++) {
                    announcer.mentionAside(PROGRESS, null);
                }
            }
        });
    }
}
