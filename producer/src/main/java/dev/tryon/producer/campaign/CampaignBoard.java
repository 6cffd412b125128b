/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.campaign;

import dev.tryon.platform.kafka.TopicTail;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.CampaignProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How far campaigns are: the latest record of each on tryon.campaign-progress, a compacted topic, read whole on a thread
 * of its own. Thread-safe; owns its reader and its thread.
 */
public final class CampaignBoard implements AutoCloseable {
    private final TopicTail tail;
    private final Map<String, CampaignProgress> latest = new ConcurrentHashMap<>();

    /** @param reader without assignment; closed with this */
    public CampaignBoard(Consumer<byte[], byte[]> reader) {
        this.tail =
                new TopicTail(reader, Topics.CAMPAIGN_PROGRESS, ReadFrom.beginning(), "campaign-progress", this::take);
    }

    /** Begins to read. */
    public CampaignBoard start() {
        tail.start();
        return this;
    }

    /** Waits until what was there at the start has been read; false when that takes longer. */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return tail.awaitCaughtUp(timeout);
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
        return tail.alive();
    }

    /** How far a campaign is; empty when the scheduler has not begun it or never heard of it. */
    public Optional<CampaignProgress> find(String campaignId) {
        return Optional.ofNullable(latest.get(campaignId));
    }

    /**
     * Waits until a campaign is as asked for.
     *
     * @return what is known of it then, or when the time is over
     */
    public Optional<CampaignProgress> await(String campaignId, Predicate<CampaignProgress> asked, Duration timeout)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (latest) {
            while (find(campaignId).filter(asked).isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(latest, left);
            }
            return find(campaignId);
        }
    }

    @Override
    public void close() {
        tail.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        CloudEventCodec.CAMPAIGN_PROGRESS.decode(record).event().ifPresent(event -> {
            synchronized (latest) {
                latest.merge(
                        event.subject(),
                        event.message(),
                        (before, now) -> now.getRevision() >= before.getRevision() ? now : before);
                latest.notifyAll();
            }
        });
    }
}
