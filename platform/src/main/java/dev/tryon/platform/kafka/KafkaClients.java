/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.kafka;

import dev.tryon.platform.config.InvalidConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes this process's Kafka clients. The given properties reach every client (so SASL, TLS, IAM and tuning are
 * configuration only); what a client's correctness rests on is set here and wins over them. Keys and values are
 * bytes: the contract's codec turns bytes to messages, so that a damaged record is a value and not an exception in
 * {@code poll()}. Immutable; callers own and close what they get.
 */
public final class KafkaClients {

    /** How producers batch, unless configured otherwise; {@code tryon bench producer --try} holds others against it. */
    public static final Map<String, String> PRODUCER_DEFAULTS = Map.of("compression.type", "zstd", "linger.ms", "2");

    /** Consumers of groups that share partitions out: a dead one is missed after ten seconds, not Kafka's forty-five. */
    private static final Map<String, String> MISSED_SOON =
            Map.of("session.timeout.ms", "10000", "heartbeat.interval.ms", "2000");

    private final Map<String, String> properties;

    /** @param properties Kafka client properties; {@code bootstrap.servers} is required */
    public KafkaClients(Map<String, String> properties) {
        if (!properties.containsKey("bootstrap.servers")) {
            throw new InvalidConfigurationException(
                    "tryon.kafka.bootstrap.servers is not set; give the brokers as host:port,host:port", null);
        }
        this.properties = Map.copyOf(properties);
    }

    /** A producer that has succeeded when all in-sync replicas have the record, and never writes it twice. */
    public Producer<byte[], byte[]> producer(String clientId) {
        Map<String, Object> merged = new HashMap<>(PRODUCER_DEFAULTS);
        merged.putAll(properties);
        merged.putAll(Map.of("client.id", clientId, "acks", "all", "enable.idempotence", "true"));
        return new KafkaProducer<>(merged, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * The same for callers that wait for each record: nothing lingers for others to come, unless configured otherwise. What
     * several callers send at a time shares a request all the same, while the one before is under way.
     */
    public Producer<byte[], byte[]> promptProducer(String clientId) {
        Map<String, String> unlessSet = new HashMap<>(Map.of("linger.ms", "0"));
        unlessSet.putAll(properties);
        return new KafkaClients(unlessSet).producer(clientId);
    }

    /** A consumer for one slot that leases one record at a time. */
    public ShareConsumer<byte[], byte[]> slotConsumer(String groupId, String clientId) {
        return slotConsumer(groupId, clientId, 1);
    }

    /**
     * A consumer for one slot: it leases no more than so many records at a time and acknowledges explicitly. With any other
     * acquire mode the first consumer of a group would hold a whole fetch of jobs. It stays in its group however long it is
     * not polled, since a slot may have nothing to do for long.
     */
    public ShareConsumer<byte[], byte[]> slotConsumer(String groupId, String clientId, int records) {
        Map<String, Object> merged = new HashMap<>(properties);
        merged.putAll(Map.of(
                "client.id",
                clientId,
                "group.id",
                groupId,
                "share.acknowledgement.mode",
                "explicit",
                "share.acquire.mode",
                "record_limit",
                "max.poll.records",
                Integer.toString(records),
                "max.poll.interval.ms",
                Integer.toString(Integer.MAX_VALUE)));
        return new KafkaShareConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A plain consumer without a group: its caller assigns partitions and positions. */
    public Consumer<byte[], byte[]> reader(String clientId) {
        Map<String, Object> merged = new HashMap<>(properties);
        merged.putAll(Map.of("client.id", clientId, "enable.auto.commit", "false"));
        return new KafkaConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer for transactions. Initialising it ends the transaction of any other producer with the same id, which can
     * commit nothing from then on.
     */
    public Producer<byte[], byte[]> transactionalProducer(String clientId, String transactionalId) {
        Map<String, Object> merged = new HashMap<>(Map.of(
                "compression.type", "zstd",
                "linger.ms", "5",
                "batch.size", "131072",
                "transaction.timeout.ms", "30000"));
        merged.putAll(properties);
        merged.putAll(Map.of(
                "client.id",
                clientId,
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "transactional.id",
                transactionalId));
        return new KafkaProducer<>(merged, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A plain consumer that sees what is committed, and nothing of transactions that were ended otherwise. */
    public Consumer<byte[], byte[]> committedReader(String clientId) {
        Map<String, Object> merged = new HashMap<>(properties);
        merged.putAll(
                Map.of("client.id", clientId, "enable.auto.commit", "false", "isolation.level", "read_committed"));
        return new KafkaConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The same for single records here and there. Where a consumer stands it asks for what comes next, and a seek must wait
     * for that answer: at a partition's end half a second by default, here as good as none.
     */
    public Consumer<byte[], byte[]> committedRecords(String clientId) {
        Map<String, Object> merged = new HashMap<>(properties);
        merged.putAll(Map.of(
                "client.id",
                clientId,
                "enable.auto.commit",
                "false",
                "isolation.level",
                "read_committed",
                "fetch.max.wait.ms",
                "1",
                "max.poll.records",
                "1"));
        return new KafkaConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The same, with positions kept under a group's name; its caller assigns partitions. */
    public Consumer<byte[], byte[]> committedReader(String groupId, String clientId) {
        Map<String, Object> merged = new HashMap<>(properties);
        merged.putAll(Map.of(
                "client.id",
                clientId,
                "group.id",
                groupId,
                "enable.auto.commit",
                "false",
                "isolation.level",
                "read_committed"));
        return new KafkaConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A consumer of a group that shares out partitions; what a dead one had goes to others after ten seconds. It commits
     * nothing: its caller keeps positions together with what it makes of the records.
     */
    public Consumer<byte[], byte[]> groupReader(String groupId, String clientId) {
        Map<String, Object> merged = new HashMap<>(MISSED_SOON);
        merged.put("max.poll.records", "2000");
        merged.putAll(properties);
        merged.putAll(Map.of(
                "client.id",
                clientId,
                "group.id",
                groupId,
                "enable.auto.commit",
                "false",
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"));
        return new KafkaConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The same, for a caller that commits what it is done with: a hundred records at a time, since so many come again after
     * a crash.
     */
    public Consumer<byte[], byte[]> listener(String groupId, String clientId) {
        Map<String, String> unlessSet = new HashMap<>(Map.of("max.poll.records", "100"));
        unlessSet.putAll(properties);
        return new KafkaClients(unlessSet).groupReader(groupId, clientId);
    }

    /** A member of a consumer group that wants to know which partitions are its own and reads them otherwise. */
    public Consumer<byte[], byte[]> member(String groupId, String clientId) {
        Map<String, Object> merged = new HashMap<>(MISSED_SOON);
        merged.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        merged.putAll(properties);
        merged.putAll(Map.of(
                "client.id",
                clientId,
                "group.id",
                groupId,
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "latest"));
        return new KafkaConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** An admin client that asks again soon where a coordinator is only just coming up; a second between tries is the default. */
    public Admin admin(String clientId) {
        Map<String, Object> merged = new HashMap<>(Map.of("retry.backoff.max.ms", "200"));
        merged.putAll(properties);
        merged.put("client.id", clientId);
        return Admin.create(merged);
    }
}
