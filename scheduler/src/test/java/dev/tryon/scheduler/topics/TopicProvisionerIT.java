/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicProvisionerIT {
    private static final Replication ALONE = Replication.of(1);

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void makesTheBuiltInPlanOnceAndThenChangesNothing() throws Exception {
        TopicProvisioner provisioner = new TopicProvisioner(admin, TopicPlan.builtIn(), ALONE);
        assertThat(provisioner.apply()).hasSize(7 * 2 + 9 + 7 + 7);
        assertThat(provisioner.apply()).isEmpty();

        assertThat(admin.listTopics().names().get()).containsAll(Topics.allRequests());
        Config group = config(ClusterState.group(Topics.workerGroup(Expert.EXPERT_TOP)));
        assertThat(group.get("share.auto.offset.reset"))
                .satisfies(entry -> assertThat(entry.value()).isEqualTo("earliest"))
                .satisfies(
                        entry -> assertThat(entry.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG));
        assertThat(group.get("share.record.lock.duration.ms").value()).isEqualTo("15000");
        assertThat(group.get("errors.deadletterqueue.topic.name").value())
                .isEqualTo(Topics.deadLetters(Expert.EXPERT_TOP));
        rejectsIntoPlannedDeadLetters();
    }

    /** The broker refuses to write dead letters into a topic that is not configured to be one. */
    private static void rejectsIntoPlannedDeadLetters() throws Exception {
        String topic = Topics.allRequests().get(0);
        Expert expert = Topics.parseRequests(topic).orElseThrow().expert();
        send(topic, "bad request");
        try (KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "group.id", Topics.workerGroup(expert),
                        "share.acknowledgement.mode", "explicit"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            ConsumerRecords<String, String> records = await().atMost(Duration.ofSeconds(30))
                    .until(() -> consumer.poll(Duration.ofMillis(200)), polled -> polled.count() > 0);
            records.forEach(record -> consumer.acknowledge(record, AcknowledgeType.REJECT));
            consumer.commitSync();
        }
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.deadLetters(expert), 0);
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            ConsumerRecords<String, String> letters = await().atMost(Duration.ofSeconds(20))
                    .until(() -> reader.poll(Duration.ofMillis(200)), polled -> polled.count() > 0);
            assertThat(letters)
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.value()).isEqualTo("bad request"));
        }
    }

    @Test
    void repairsWhatSomebodyChanged() throws Exception {
        PlannedTopic topic = topic("tryon.it.drift", 1, Duration.ofDays(7));
        PlannedGroup group =
                new PlannedGroup("tryon.it.drift-group", Duration.ofSeconds(20), 4, 500, "dlq.tryon.it.drift", true);
        TopicProvisioner provisioner =
                new TopicProvisioner(admin, new TopicPlan(List.of(topic), List.of(group)), ALONE);
        provisioner.apply();
        alter(ClusterState.topic(topic.name()), "retention.ms", "60000");
        alter(ClusterState.group(group.name()), "share.auto.offset.reset", "latest");
        await().atMost(Duration.ofSeconds(10)).until(() -> safe(provisioner).size() == 2);

        assertThat(provisioner.apply())
                .containsExactly(
                        new Change.ConfigureTopic(
                                topic.name(), Map.of("retention.ms", "60000"), Map.of("retention.ms", "604800000")),
                        new Change.ConfigureGroup(
                                group.name(),
                                Map.of("share.auto.offset.reset", "latest"),
                                Map.of("share.auto.offset.reset", "earliest")));
        assertThat(config(ClusterState.topic(topic.name())).get("retention.ms").value())
                .isEqualTo("604800000");
    }

    @Test
    void addsPartitions() throws Exception {
        provisioner(topic("tryon.it.more", 1, Duration.ofDays(7))).apply();
        assertThat(provisioner(topic("tryon.it.more", 3, Duration.ofDays(7))).apply())
                .containsExactly(new Change.AddPartitions("tryon.it.more", 1, 3));
        assertThat(partitions("tryon.it.more")).isEqualTo(3);
    }

    @Test
    void refusesFewerPartitionsAndThenChangesNothingAtAll() throws Exception {
        provisioner(topic("tryon.it.fewer", 3, Duration.ofDays(7))).apply();
        TopicProvisioner shrinking = provisioner(
                topic("tryon.it.fewer", 2, Duration.ofDays(9)), topic("tryon.it.unborn", 1, Duration.ofDays(7)));
        assertThatThrownBy(shrinking::apply)
                .isInstanceOf(RefusedChangesException.class)
                .hasMessageContaining("tryon.it.fewer: it has 3 partitions, the plan only 2")
                .hasMessageContaining("plan at least 3");
        assertThat(admin.listTopics().names().get()).doesNotContain("tryon.it.unborn");
        assertThat(config(ClusterState.topic("tryon.it.fewer"))
                        .get("retention.ms")
                        .value())
                .isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));
    }

    @Test
    void refusesShorterRetentionOnlyWhereRecordsWouldGo() throws Exception {
        PlannedTopic shorter = topic("tryon.it.short", 2, Duration.ofDays(2));
        provisioner(topic("tryon.it.short", 2, Duration.ofDays(7))).apply();
        assertThat(safe(provisioner(shorter))).hasSize(1);

        send("tryon.it.short", "a record");
        assertThatThrownBy(() -> provisioner(shorter).apply())
                .isInstanceOf(RefusedChangesException.class)
                .hasMessageContaining("its retention is 604800000 ms, the plan's shorter: 172800000 ms")
                .hasMessageContaining("kafka-configs.sh");
    }

    @Test
    void refusesToTurnCompactedTopicIntoDeletedOne() throws Exception {
        PlannedTopic topic = topic("tryon.it.compact", 1, Duration.ofDays(7));
        provisioner(topic).apply();
        send(topic.name(), "a record");
        alter(ClusterState.topic(topic.name()), "cleanup.policy", "compact");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThatThrownBy(() -> provisioner(topic).apply())
                        .isInstanceOf(RefusedChangesException.class)
                        .hasMessageContaining("its cleanup policy is compact"));
    }

    @Test
    void refusesAnotherReplicationFactor() {
        PlannedTopic topic = topic("tryon.it.replicas", 1, Duration.ofDays(7));
        provisioner(topic).apply();
        TopicProvisioner tripled =
                new TopicProvisioner(admin, new TopicPlan(List.of(topic), List.of()), Replication.of(3));
        assertThatThrownBy(tripled::apply)
                .isInstanceOf(RefusedChangesException.class)
                .hasMessageContaining("Say --replication-factor 1");
    }

    @Test
    void leavesTopicAloneThatThePlanDoesNotKnow() throws Exception {
        provisioner(topic("tryon.it.forgotten", 1, Duration.ofDays(7))).apply();
        TopicProvisioner other = provisioner(topic("tryon.it.other", 1, Duration.ofDays(7)));
        other.apply();
        assertThat(other.plan()).contains(new Change.Unplanned("tryon.it.forgotten"));
        assertThat(admin.listTopics().names().get()).contains("tryon.it.forgotten");
    }

    @Test
    void saysWhatTheBrokerObjectsTo() {
        PlannedGroup group =
                new PlannedGroup("tryon.it.eternal", Duration.ofHours(1), 5, 500, "dlq.tryon.it.eternal", true);
        assertThatThrownBy(() -> new TopicProvisioner(admin, new TopicPlan(List.of(), List.of(group)), ALONE).apply())
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("configuring tryon.it.eternal failed")
                .hasMessageContaining("share.record.lock.duration.ms");
    }

    private static PlannedTopic topic(String name, int partitions, Duration retention) {
        return new PlannedTopic(name, partitions, retention, PlannedTopic.Use.STREAM);
    }

    private static TopicProvisioner provisioner(PlannedTopic... topics) {
        return new TopicProvisioner(admin, new TopicPlan(List.of(topics), List.of()), ALONE);
    }

    private static List<Change> safe(TopicProvisioner provisioner) {
        return provisioner.plan().stream().filter(Change.Safe.class::isInstance).toList();
    }

    private static int partitions(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get()
                .partitions()
                .size();
    }

    private static Config config(ConfigResource resource) throws Exception {
        return admin.describeConfigs(List.of(resource))
                .values()
                .values()
                .iterator()
                .next()
                .get();
    }

    private static void alter(ConfigResource resource, String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        resource, List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static void send(String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }
}
