/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.campaigns.CampaignReaders;
import dev.tryon.scheduler.campaigns.CampaignTable;
import dev.tryon.scheduler.fairness.Weights;
import dev.tryon.scheduler.pools.PoolState;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.scheduler.pools.ServiceTimes;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Control;
import dev.tryon.v1.Expert;
import dev.tryon.v1.SetCampaignState;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What tests of releasing need around it: sending campaigns and orders, and reading what is committed. */
final class SchedulerHarness implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(90);

    final KafkaClients kafka;
    final AtomicReference<PoolStates> pools = new AtomicReference<>(PoolStates.unknown());
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Producer<byte[], byte[]> producer;
    private long version;

    SchedulerHarness(String bootstrapServers) {
        this(Map.of("bootstrap.servers", bootstrapServers));
    }

    SchedulerHarness(Map<String, String> properties) {
        this.kafka = new KafkaClients(properties);
        this.producer = kafka.producer("test");
    }

    /** A task as production has it, but with rows that need no store and a look at the pools that the test gives. */
    PartitionTask task(int partition, long minimumRows) {
        CampaignParts parts = new CampaignParts(
                new CampaignReaders(threads, threads, GeneratedRows::open),
                new CampaignTable(),
                pools::get,
                new ServiceTimes(1),
                new Weights(Map.of()),
                new BacklogTarget(Duration.ofSeconds(1), minimumRows),
                8,
                new Silent(),
                Clock.systemUTC(),
                "/test");
        return new CampaignSessions(parts, kafka, "test").task(partition);
    }

    /** Says that this many jobs wait for expert top. */
    void look(long waiting) {
        PoolState.Backlog bulk = new PoolState.Backlog(waiting, 0, 0);
        pools.set(new PoolStates(
                ++version,
                Instant.now(),
                Map.of(Expert.EXPERT_TOP, new PoolState(Expert.EXPERT_TOP, PoolState.Backlog.NONE, bulk, 1, 0))));
    }

    void send(Campaign campaign) throws Exception {
        ProducerRecord<byte[], byte[]> message = CloudEventCodec.CAMPAIGNS.encode(campaign, "/test", null);
        producer.send(new ProducerRecord<>(message.topic(), 0, message.key(), message.value(), message.headers()))
                .get();
    }

    void order(Campaign campaign, String tenant, CampaignState state) throws Exception {
        producer.send(order(campaign, tenant, state, Instant.now())).get();
    }

    /** The same in a partition of the test's choice. */
    void orderAt(int partition, Campaign campaign, CampaignState state) throws Exception {
        ProducerRecord<byte[], byte[]> order = order(campaign, campaign.getTenant(), state, Instant.now());
        producer.send(new ProducerRecord<>(order.topic(), partition, order.key(), order.value(), order.headers()))
                .get();
    }

    private static ProducerRecord<byte[], byte[]> order(
            Campaign campaign, String tenant, CampaignState state, Instant now) {
        Control order = Control.newBuilder()
                .setTenant(tenant)
                .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setSetCampaignState(SetCampaignState.newBuilder()
                        .setCampaignId(campaign.getCampaignId())
                        .setState(state))
                .build();
        return CloudEventCodec.CONTROL.encode(order, "/test", null);
    }

    /** All that is committed on a topic. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        committed(topic, records::add);
        return records;
    }

    /** Hands on all that is committed on a topic, keeping none of it. */
    void committed(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (Consumer<byte[], byte[]> consumer = kafka.committedReader("test-reader")) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    List<TryOnRequest> released(Campaign campaign) {
        return committed("tryon.requests.top.bulk").stream()
                .map(CloudEventCodec.REQUESTS::decode)
                .flatMap(decoded -> decoded.event().stream())
                .map(event -> event.message())
                .filter(request -> request.getCampaignId().equals(campaign.getCampaignId()))
                .toList();
    }

    List<TryOnEvent> events(Campaign campaign) {
        return committed(Topics.RESULTS).stream()
                .map(CloudEventCodec.EVENTS::decode)
                .flatMap(decoded -> decoded.event().stream())
                .map(event -> event.message())
                .filter(event -> event.getCampaignId().equals(campaign.getCampaignId()))
                .toList();
    }

    CampaignProgress progress(Campaign campaign) {
        Map<String, CampaignProgress> latest = new HashMap<>();
        committed(Topics.CAMPAIGN_PROGRESS)
                .forEach(record -> CloudEventCodec.CAMPAIGN_PROGRESS
                        .decode(record)
                        .event()
                        .ifPresent(event -> latest.put(event.message().getCampaignId(), event.message())));
        return latest.getOrDefault(campaign.getCampaignId(), CampaignProgress.getDefaultInstance());
    }

    CampaignProgress awaitState(Campaign campaign, CampaignState state) {
        return await().atMost(LONG).until(() -> progress(campaign), progress -> progress.getState() == state);
    }

    @Override
    public void close() {
        producer.close();
        threads.shutdownNow();
    }

    /** Wants to know nothing. */
    private static final class Silent implements ReleaseObserver {
        @Override
        public void released(Expert expert, long rows) {}

        @Override
        public void ended(String outcome, long rows) {}

        @Override
        public void committed(long nanos) {}
    }
}
