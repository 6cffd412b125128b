/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.gateway.KafkaTopics;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is stopped and started again on its data while a hundred thousand requests go in. */
@Timeout(300)
class RestartedBrokerIT {
    private static final int REQUESTS = 100_000;
    private static final int BEFORE_THE_STOP = 30_000;
    private static final String TOPIC = Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE);

    @TempDir
    private Path folder;

    @Test
    void everyConfirmedRequestIsInKafkaOnce() throws Exception {
        EmbeddedKafkaConfig config =
                EmbeddedKafkaConfig.of(folder.resolve("kafka")).withPort(freePort());
        CountDownLatch wellUnderWay = new CountDownLatch(BEFORE_THE_STOP);
        CompletableFuture<Set<String>> confirmed;
        try (EmbeddedKafka before = EmbeddedKafka.start(config)) {
            KafkaClients kafka = clients(before);
            makeTopic(kafka);
            confirmed = CompletableFuture.supplyAsync(() -> submitAll(kafka, wellUnderWay));
            wellUnderWay.await();
            assertThat(confirmed)
                    .as("requests still go in when the broker stops")
                    .isNotDone();
        }
        List<String> inKafka;
        try (EmbeddedKafka after = EmbeddedKafka.start(config)) {
            confirmed.join();
            inKafka = KafkaTopics.keys(clients(after), TOPIC);
        }

        assertThat(confirmed.join()).hasSize(REQUESTS);
        assertThat(new HashSet<>(inKafka)).isEqualTo(confirmed.join());
        assertThat(inKafka).as("none stands there twice").hasSize(REQUESTS);
    }

    private static KafkaClients clients(EmbeddedKafka kafka) {
        return new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** Returns the ids of those that Kafka confirmed. */
    private static Set<String> submitAll(KafkaClients kafka, CountDownLatch progress) {
        Set<String> confirmed = new HashSet<>();
        try (TryOnClient client = new TryOnClient(kafka, kafka.producer("restart"), "/test", Clock.systemUTC());
                Stream<SubmitOutcome> outcomes = client.submitAll(
                        Stream.generate(() -> SampleRequests.top().build()).limit(REQUESTS))) {
            outcomes.forEach(outcome -> {
                if (outcome instanceof SubmitOutcome.Taken taken) {
                    confirmed.add(taken.submitted().requestId());
                    progress.countDown();
                }
            });
        }
        return confirmed;
    }

    private static void makeTopic(KafkaClients kafka) throws Exception {
        try (Admin admin = kafka.admin("restart")) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
