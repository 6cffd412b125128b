/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.scheduler;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Submits campaigns and reads how far they are. Used by one thread; closes its clients. */
final class CampaignRun implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> progress;

    CampaignRun(KafkaClients kafka) {
        this.producer = kafka.producer("bench");
        this.progress = kafka.committedReader("bench-progress");
        List<TopicPartition> partitions = progress.partitionsFor(Topics.CAMPAIGN_PROGRESS).stream()
                .map(partition -> new TopicPartition(Topics.CAMPAIGN_PROGRESS, partition.partition()))
                .toList();
        progress.assign(partitions);
        progress.seekToEnd(partitions);
        partitions.forEach(progress::position);
    }

    /** Returns its id when Kafka has it. */
    String submit(String tenant, String manifest) throws Exception {
        Campaign campaign = Campaign.newBuilder()
                .setCampaignId(UUID.randomUUID().toString())
                .setTenant(tenant)
                .setManifest(ImageRef.newBuilder().setUri(manifest))
                .setSubmittedAt(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()))
                .setDefaults(TryOnRequest.newBuilder()
                        .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_TOP))
                        .setOutput(OutputSpec.newBuilder().setPrefix("s3://tryon/results")))
                .build();
        producer.send(CloudEventCodec.CAMPAIGNS.encode(campaign, "/bench", null))
                .get();
        return campaign.getCampaignId();
    }

    /** The records that came since the last call, soon. */
    List<CampaignProgress> poll() {
        List<CampaignProgress> read = new java.util.ArrayList<>();
        progress.poll(POLL)
                .forEach(record -> CloudEventCodec.CAMPAIGN_PROGRESS
                        .decode(record)
                        .event()
                        .ifPresent(event -> read.add(event.message())));
        return read;
    }

    @Override
    public void close() {
        producer.close();
        progress.close();
    }
}
