/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicTailIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int PARTITIONS = 3;

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static KafkaClients clients;

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder);
        clients = new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void fromTheBeginningItHandsOnAllPartitionsAndThenSaysThatItHasCaughtUp() throws Exception {
        String topic = topic("from-the-beginning");
        write(topic, "a", "b", "c");

        try (TopicTail tail = tail(topic, TopicTail.From.BEGINNING).start()) {
            tail.requireCaughtUp(LONG);

            assertThat(heard).containsExactlyInAnyOrder("a", "b", "c");
            write(topic, "d");
            Awaitility.await().atMost(LONG).until(() -> heard.contains("d"));
        }
    }

    @Test
    void fromTheEndItHandsOnOnlyWhatComes() throws Exception {
        String topic = topic("from-the-end");
        write(topic, "a", "b", "c");

        try (TopicTail tail = tail(topic, TopicTail.From.END).start()) {
            tail.requireCaughtUp(LONG);
            write(topic, "d");

            Awaitility.await().atMost(LONG).until(() -> !heard.isEmpty());
            assertThat(heard).containsExactly("d");
        }
    }

    @Test
    void closingWakesItWhileNothingComes() throws Exception {
        TopicTail tail = tail(topic("silent"), TopicTail.From.BEGINNING).start();
        tail.requireCaughtUp(LONG);

        tail.close();

        assertThat(tail.alive()).isFalse();
    }

    @Test
    void aTopicThatIsMissingIsNeverCaughtUpWith() {
        try (TopicTail tail = tail("nobody-made-this", TopicTail.From.BEGINNING).start()) {
            Awaitility.await().atMost(LONG).until(() -> !tail.alive());

            assertThatThrownBy(() -> tail.requireCaughtUp(Duration.ofMillis(10)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nobody-made-this cannot be read")
                    .hasMessageContaining("tryon topics apply");
        }
    }

    private TopicTail tail(String topic, TopicTail.From from) {
        return new TopicTail(
                clients.reader("tail"), topic, from, "tail", record -> heard.add(new String(record.value(), UTF_8)));
    }

    private static String topic(String name) throws Exception {
        try (Admin admin = clients.admin("topics")) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
        return name;
    }

    private static void write(String topic, String... values) throws Exception {
        try (Producer<byte[], byte[]> producer = clients.producer("values")) {
            for (int i = 0; i < values.length; i++) {
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, values[i].getBytes(UTF_8)))
                        .get();
            }
        }
    }
}
