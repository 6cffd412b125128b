/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns through a real broker. */
@SuppressWarnings("try") // A task works while its block does something else.
class CampaignReleaseIT {
    private static final long EVERYTHING = 1_000_000;

    @TempDir
    private static Path folder;

    private static EmbeddedKafka broker;
    private SchedulerHarness harness;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.start(folder);
        try (Admin admin = new SchedulerHarness(broker.bootstrapServers()).kafka.admin("topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open() {
        harness = new SchedulerHarness(broker.bootstrapServers());
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void releasesEachRowOnceAndOneSubjectAfterTheOther() throws Exception {
        Campaign campaign = campaign(1_000).build();
        harness.send(campaign);
        harness.look(0);

        CampaignProgress progress;
        try (PartitionTask task = harness.task(0, EVERYTHING).start()) {
            progress = harness.awaitState(campaign, CampaignState.CAMPAIGN_STATE_FINISHED);
        }

        List<TryOnRequest> released = harness.released(campaign);
        assertThat(released)
                .extracting(TryOnRequest::getRequestId)
                .containsExactlyInAnyOrderElementsOf(ids(campaign, 1_000));
        assertThat(progress.getRowsReleased()).isEqualTo(1_000);
        assertThat(progress.getRowsTotal()).isEqualTo(1_000);
        long changes = LongStream.range(1, 128)
                .filter(i -> !released.get((int) i)
                        .getSubject()
                        .equals(released.get((int) i - 1).getSubject()))
                .count();
        assertThat(changes).as("changes of subject in the first window").isEqualTo(6);
    }

    @Test
    void keepsTheReadyBacklogAtItsTarget() throws Exception {
        Campaign campaign = campaign(1_000).build();
        harness.send(campaign);
        harness.look(40);

        try (PartitionTask task = harness.task(0, 100).start()) {
            await().atMost(SchedulerHarness.LONG)
                    .until(() -> harness.released(campaign).size() == 60);
            harness.look(100);
            harness.look(90);
            await().atMost(SchedulerHarness.LONG)
                    .until(() -> harness.released(campaign).size() == 70);
        }
        assertThat(harness.released(campaign)).hasSize(70);
    }

    @Test
    void obeysOrdersWithinTwoSeconds() throws Exception {
        Campaign campaign = campaign(100_000_000).build();
        harness.send(campaign);
        harness.look(0);

        try (PartitionTask task = harness.task(0, 10).start()) {
            await().atMost(SchedulerHarness.LONG)
                    .until(() -> harness.released(campaign).size() == 10);
            harness.order(campaign, "somebody-else", CampaignState.CAMPAIGN_STATE_CANCELLED);
            Instant ordered = Instant.now();
            harness.order(campaign, campaign.getTenant(), CampaignState.CAMPAIGN_STATE_PAUSED);
            CampaignProgress paused = harness.awaitState(campaign, CampaignState.CAMPAIGN_STATE_PAUSED);
            assertThat(Duration.between(ordered, at(paused))).isLessThan(Duration.ofSeconds(2));
            harness.look(0);
            harness.order(campaign, campaign.getTenant(), CampaignState.CAMPAIGN_STATE_RUNNING);
            await().atMost(SchedulerHarness.LONG)
                    .until(() -> harness.released(campaign).size() == 20);
            harness.order(campaign, campaign.getTenant(), CampaignState.CAMPAIGN_STATE_CANCELLED);
            harness.awaitState(campaign, CampaignState.CAMPAIGN_STATE_CANCELLED);
        }
        assertThat(harness.released(campaign))
                .extracting(TryOnRequest::getRequestId)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void obeysOrdersOfEveryPartitionAlsoOfThoseThatAreAddedMeanwhile() throws Exception {
        Campaign campaign = campaign(100_000_000).build();
        Campaign other = campaign(100_000_000).build();
        try (SchedulerHarness attentive = new SchedulerHarness(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "metadata.max.age.ms", "500"))) {
            attentive.send(campaign);
            attentive.send(other);
            attentive.look(0);
            try (Admin admin = attentive.kafka.admin("topics");
                    PartitionTask task = attentive.task(0, 10).start()) {
                await().atMost(SchedulerHarness.LONG)
                        .until(() -> attentive.released(campaign).size() > 0);
                admin.createPartitions(Map.of(Topics.CONTROL, NewPartitions.increaseTo(3)))
                        .all()
                        .get();

                attentive.orderAt(1, campaign, CampaignState.CAMPAIGN_STATE_CANCELLED);
                attentive.orderAt(2, other, CampaignState.CAMPAIGN_STATE_CANCELLED);

                attentive.awaitState(campaign, CampaignState.CAMPAIGN_STATE_CANCELLED);
                attentive.awaitState(other, CampaignState.CAMPAIGN_STATE_CANCELLED);
            }
        }
    }

    @Test
    void endsWhatIsRefusedOrTooLateWithoutAWorker() throws Exception {
        Campaign refused = campaign(100).setName("every tenth is refused").build();
        Campaign late = campaign(50)
                .setDefaults(TryOnRequest.newBuilder()
                        .setDeadline(Timestamp.newBuilder().setSeconds(1_000)))
                .build();
        harness.send(refused);
        harness.send(late);
        harness.look(0);

        try (PartitionTask task = harness.task(0, EVERYTHING).start()) {
            harness.awaitState(refused, CampaignState.CAMPAIGN_STATE_FINISHED);
            harness.awaitState(late, CampaignState.CAMPAIGN_STATE_FINISHED);
        }

        assertThat(harness.events(refused))
                .hasSize(10)
                .allMatch(TryOnEvent::hasFailed)
                .allMatch(event -> event.getFailed().getCode() == FailureCode.CONSENT_MISSING);
        assertThat(harness.released(refused)).hasSize(90);
        assertThat(harness.events(late)).hasSize(50).allMatch(TryOnEvent::hasExpired);
        assertThat(harness.released(late)).isEmpty();
        assertThat(harness.progress(late).getRowsExpired()).isEqualTo(50);
    }

    @Test
    void workersNeverLeaseRowsOfAnAbortedTransaction() throws Exception {
        TryOnRequest request = GeneratedRows.open(campaign(1).build(), 0, 0)
                .next(1)
                .orElseThrow()
                .rows()
                .get(0)
                .request();
        TryOnRequest aborted = shoes(request, "00000000-0000-4000-8000-00000000000a");
        TryOnRequest committed = shoes(request, "00000000-0000-4000-8000-00000000000b");
        try (Producer<byte[], byte[]> producer = harness.kafka.transactionalProducer("test", "aborts")) {
            producer.initTransactions();
            producer.beginTransaction();
            var lost = producer.send(CloudEventCodec.REQUESTS.encode(aborted, "/test", null));
            producer.flush();
            assertThat(lost.isDone()).as("it stands in the topic").isTrue();
            producer.abortTransaction();
            producer.beginTransaction();
            var kept = producer.send(CloudEventCodec.REQUESTS.encode(committed, "/test", null));
            producer.commitTransaction();
            assertThat(kept.isDone()).isTrue();
        }

        List<String> leased = new ArrayList<>();
        try (var worker = harness.kafka.slotConsumer(Topics.workerGroup(Expert.EXPERT_SHOES), "worker")) {
            worker.subscribe(List.of(Topics.requests(Expert.EXPERT_SHOES, Lane.LANE_BULK)));
            await().atMost(SchedulerHarness.LONG).until(() -> {
                worker.poll(Duration.ofMillis(200)).forEach(record -> {
                    leased.add(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8));
                    worker.acknowledge(record, AcknowledgeType.ACCEPT);
                });
                worker.commitSync();
                return leased.contains(committed.getRequestId());
            });
        }
        assertThat(leased).containsExactly(committed.getRequestId());
    }

    @Test
    void anotherTaskGoesOnAndFencesTheFirst() throws Exception {
        Campaign campaign = campaign(3_000).build();
        harness.send(campaign);
        harness.look(0);

        try (PartitionTask first = harness.task(0, 500).start()) {
            await().atMost(SchedulerHarness.LONG)
                    .until(() -> harness.released(campaign).size() == 500);
            try (PartitionTask second = harness.task(0, EVERYTHING).start()) {
                await().atMost(SchedulerHarness.LONG).until(() -> {
                    harness.look(0);
                    return harness.progress(campaign).getState() == CampaignState.CAMPAIGN_STATE_FINISHED;
                });
            }
        }

        assertThat(harness.released(campaign))
                .extracting(TryOnRequest::getRequestId)
                .containsExactlyInAnyOrderElementsOf(ids(campaign, 3_000));
    }

    private static TryOnRequest shoes(TryOnRequest request, String id) {
        TryOnRequest.Builder builder = request.toBuilder().setRequestId(id);
        builder.getStepsBuilder(0).setExpert(Expert.EXPERT_SHOES);
        return builder.build();
    }

    private static Instant at(CampaignProgress progress) {
        return Instant.ofEpochSecond(
                progress.getAt().getSeconds(), progress.getAt().getNanos());
    }

    static List<String> ids(Campaign campaign, long rows) {
        return LongStream.range(0, rows)
                .mapToObj(row -> GeneratedRows.id(campaign, row))
                .toList();
    }

    static Campaign.Builder campaign(long rows) {
        return Campaign.newBuilder()
                .setCampaignId(UUID.randomUUID().toString())
                .setTenant("acme")
                .setManifest(GeneratedRows.manifest(rows))
                .setSubmittedAt(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()));
    }
}
