/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.campaign;

import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.CampaignProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far campaigns are: the latest record of each on tryon.campaign-progress, a compacted topic, read whole on a thread
 * of its own. Thread-safe; owns its reader and its thread.
 */
public final class CampaignBoard implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CampaignBoard.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> reader;
    private final Thread thread;
    private final Map<String, CampaignProgress> latest = new ConcurrentHashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean closed;

    /** @param reader without assignment; closed with this */
    public CampaignBoard(Consumer<byte[], byte[]> reader) {
        this.reader = reader;
        this.thread = new Thread(this::read, "campaign-progress");
        this.thread.setDaemon(true);
    }

    /** Begins to read. */
    public CampaignBoard start() {
        thread.start();
        return this;
    }

    /** Waits until what was there at the start has been read; false when that takes longer. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits as {@link #awaitCaughtUp}, or else fails.
     *
     * @throws KafkaUnavailableException when Kafka does not answer in time
     */
    public CampaignBoard orUnavailable(Duration timeout) {
        try {
            if (awaitCaughtUp(timeout)) {
                return this;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new KafkaUnavailableException(
                "cannot read " + Topics.CAMPAIGN_PROGRESS + " within " + timeout.toSeconds()
                        + " s; check that Kafka runs and that the scheduler has made the topics",
                null);
    }

    /** Whether it is being read. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** How far a campaign is; empty when the scheduler has not begun it or never heard of it. */
    public Optional<CampaignProgress> find(String campaignId) {
        return Optional.ofNullable(latest.get(campaignId));
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (reader) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.CAMPAIGN_PROGRESS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            while (!closed) {
                reader.poll(POLL).forEach(this::take);
                if (caughtUp.getCount() > 0
                        && ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())) {
                    caughtUp.countDown();
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (KafkaException e) {
            log.atError().setCause(e).log("stopped reading how far campaigns are: restart this process");
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        CloudEventCodec.CAMPAIGN_PROGRESS
                .decode(record)
                .event()
                .ifPresent(event -> latest.merge(
                        event.subject(),
                        event.message(),
                        (before, now) -> now.getRevision() >= before.getRevision() ? now : before));
    }
}
