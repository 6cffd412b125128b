/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import dev.tryon.approval.ledger.LedgerWriter.FencedException;
import dev.tryon.approval.ledger.LedgerWriter.Written;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.Malformed;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code tryon.results} into the ledger. The consumer group only shares out partitions; positions are the
 * database's own, and a service that lost a partition without knowing is refused by them. While the database does not
 * answer, reading stands still. Thread-safe; owns the thread {@code ledger} and the consumer.
 */
public final class LedgerConsumer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LedgerConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final LedgerWriter writer;
    private final Observer observer;
    private final Tracing tracing;
    private final Thread thread = new Thread(this::run, "ledger");
    private final CountDownLatch stop = new CountDownLatch(1);
    // Of the ledger's thread alone: where it left the database.
    private final Map<TopicPartition, Long> expected = new HashMap<>();

    /** Is told what was read; called on the ledger's thread. */
    public interface Observer {
        void written(int events, int judged, int unjudged);

        void malformed();
    }

    /**
     * @param consumer of a group, that commits nothing; closed with this
     * @param tracing records the writing of each end, in its request's trace
     */
    public LedgerConsumer(Consumer<byte[], byte[]> consumer, LedgerWriter writer, Observer observer, Tracing tracing) {
        this.consumer = consumer;
        this.writer = writer;
        this.observer = observer;
        this.tracing = tracing;
    }

    public LedgerConsumer start() {
        thread.start();
        return this;
    }

    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        stop.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.RESULTS), new Positions());
            while (stop.getCount() > 0) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    write(records);
                }
            }
        } catch (WakeupException e) {
            // close() wakes a poll that waits.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("results are not read any more; this process should be started anew");
        }
    }

    private void write(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        LedgerBatch batch = LedgerBatch.of(records, this::malformed);
        try (LedgerSpans spans = LedgerSpans.begin(tracing, batch)) {
            Written written = writer.write(batch, expected);
            expected.putAll(batch.next());
            spans.written();
            observer.written(written.events(), written.judged(), written.unjudged());
        } catch (FencedException e) {
            log.atInfo().addKeyValue("reason", e.getMessage()).log("reading on from the ledger's position");
            rewind();
        } catch (JdbiException e) {
            log.atWarn().setCause(e).log("the ledger cannot be written; reading stands still until it can");
            stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            rewind();
        }
    }

    /** To where the database is, or when it does not answer, to try the same batch again, later. */
    private void rewind() throws InterruptedException {
        while (stop.getCount() > 0) {
            try {
                seek(consumer.assignment());
                return;
            } catch (JdbiException e) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("the database does not answer yet");
                stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void seek(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> positions = writer.positions();
        expected.clear();
        expected.putAll(positions);
        for (TopicPartition partition : partitions) {
            Long next = positions.get(partition);
            if (next == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, next);
            }
        }
    }

    private void malformed(ConsumerRecord<byte[], byte[]> record, Malformed<TryOnEvent> malformed) {
        observer.malformed();
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", malformed.text())
                .log("left out a record that is no event");
    }

    private final class Positions implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            seek(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Positions are in the database with what was read.
        }
    }
}
