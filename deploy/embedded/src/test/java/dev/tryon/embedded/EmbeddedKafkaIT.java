/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static KafkaClients clients;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        clients = new KafkaClients(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void consumesWhatWasProduced() throws Exception {
        clients.createTopic("plain");
        clients.send("plain", "one");
        clients.send("plain", "two");
        assertThat(clients.read("plain", 2)).containsExactly("one", "two");
        assertThat(kafka.fault()).isEmpty();
    }

    @Test
    void handsReleasedRecordOutAgain() throws Exception {
        clients.createTopic("shared");
        clients.configureGroup("sharers", Map.of("share.auto.offset.reset", "earliest"));
        clients.send("shared", "job");
        try (KafkaShareConsumer<String, String> consumer = clients.shareConsumer("shared", "sharers")) {
            ConsumerRecord<String, String> first = KafkaClients.next(consumer);
            assertThat(first.deliveryCount()).hasValue((short) 1);
            consumer.acknowledge(first, AcknowledgeType.RELEASE);
            consumer.commitSync();

            ConsumerRecord<String, String> second = KafkaClients.next(consumer);
            assertThat(second.value()).isEqualTo("job");
            assertThat(second.deliveryCount()).hasValue((short) 2);
            consumer.acknowledge(second, AcknowledgeType.ACCEPT);
            assertThat(consumer.commitSync().values())
                    .allSatisfy(error -> assertThat(error).isEmpty());
        }
    }

    @Test
    void putsRejectedRecordIntoDeadLetterTopicThatItMakesItself() throws Exception {
        clients.createTopic("rejected");
        clients.configureGroup(
                "rejecters",
                Map.of(
                        "share.auto.offset.reset", "earliest",
                        "errors.deadletterqueue.topic.name", "dlq.rejected",
                        "errors.deadletterqueue.copy.record.enable", "true"));
        clients.send("rejected", "bad job");
        try (KafkaShareConsumer<String, String> consumer = clients.shareConsumer("rejected", "rejecters")) {
            consumer.acknowledge(KafkaClients.next(consumer), AcknowledgeType.REJECT);
            consumer.commitSync();
        }
        assertThat(clients.read("dlq.rejected", 1)).containsExactly("bad job");
    }

    @Test
    void makesNoTopicByWritingToIt() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 500),
                new StringSerializer(),
                new StringSerializer())) {
            assertThat(producer.send(new ProducerRecord<>("unknown", "value")))
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("unknown");
        }
        assertThat(clients.topics()).doesNotContain("unknown");
    }

    @Test
    void refusesFolderInUse() {
        assertThatThrownBy(() -> EmbeddedKafka.start(folder.resolve("kafka")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("is in use by this very process")
                .hasMessageContaining("name another data folder");
        assertThat(kafka.fault()).isEmpty();
    }

    @Test
    void refusesPortInUse() {
        int taken = URI.create("kafka://" + kafka.bootstrapServers()).getPort();
        assertThatThrownBy(() -> EmbeddedKafka.start(
                        EmbeddedKafkaConfig.of(folder.resolve("other")).withPort(taken)))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("port " + taken)
                .hasMessageContaining("choose another port");
    }

    @Test
    void runsBesideAnother() throws Exception {
        try (EmbeddedKafka second = EmbeddedKafka.start(folder.resolve("second"))) {
            KafkaClients others = new KafkaClients(second.bootstrapServers());
            others.createTopic("beside");
            others.send("beside", "hers");
            assertThat(others.read("beside", 1)).isEqualTo(List.of("hers"));
            assertThat(clients.topics()).doesNotContain("beside");
            assertThat(second.clusterId()).isNotEqualTo(kafka.clusterId());
        }
        clients.createTopic("after");
        assertThat(clients.topics()).contains("after");
    }
}
