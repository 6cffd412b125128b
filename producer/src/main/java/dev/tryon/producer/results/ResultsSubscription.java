/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener that goes on where its group stopped, from {@link TryOnResults#listen(KafkaClients, String, ResultsListener)}.
 *
 * <p>At least once: how far a partition was read is committed after the listener has had the events, never before. A
 * process that dies leaves up to one poll's events uncommitted, and its successor gets those again. When the listener
 * throws, its partition rests, longer each time, and begins again with that event; the others go on.
 *
 * <p>Duplicates, which are two records with one id, are left out. All events of a request are in one partition, so a
 * memory of each partition's last ids is enough; it is not lost with the process, since whoever is given a partition
 * first reads the ids of the records before its position again, and tells nobody of them.
 *
 * <p>Thread-safe. Owns its consumer and the thread {@code tryon-results-GROUP}, on which the listener is called and which
 * keeps the process alive until this is closed.
 */
public final class ResultsSubscription implements AutoCloseable {
    /** Records of a partition whose ids are known. */
    static final int REMEMBERED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(ResultsSubscription.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final ResultsListener listener;
    private final Thread thread;
    private volatile boolean closed;
    // Of the listening thread alone.
    private final Map<TopicPartition, PartitionCourse> courses = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();

    private ResultsSubscription(Consumer<byte[], byte[]> consumer, String group, ResultsListener listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.thread = new Thread(this::run, "tryon-results-" + group);
    }

    static ResultsSubscription start(Consumer<byte[], byte[]> consumer, String group, ResultsListener listener) {
        ResultsSubscription subscription = new ResultsSubscription(consumer, group, listener);
        subscription.thread.start();
        return subscription;
    }

    /** Whether it listens; false when Kafka refused to go on, which is logged: start the process anew then. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** Waits until the listener has returned from the event that it has, and commits. Closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        if (thread != Thread.currentThread()) { // A listener may end its own subscription.
            Threads.joinUninterruptibly(thread);
        }
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.RESULTS), new Partitions());
            while (!closed) {
                courses.values()
                        .forEach(course -> course.rested(System.nanoTime()).ifPresent(consumer::resume));
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                records.partitions().forEach(partition -> read(partition, records.records(partition)));
                commit();
            }
        } catch (KafkaException e) {
            log.atError().setCause(e).log("stopped listening to results: start this process anew");
        }
    }

    private void read(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        PartitionCourse course = courses.get(partition);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (closed || course == null) {
                return;
            }
            var decoded = CloudEventCodec.EVENTS.decode(record);
            if (!course.isNew(record.offset())) {
                decoded.event().ifPresent(event -> course.remember(event.id()));
                continue;
            }
            decoded.malformed().ifPresent(malformed -> ResultsReader.logMalformed(record, malformed));
            if (!decoded.event().map(event -> deliver(course, event)).orElse(true)) {
                consumer.seek(partition, record.offset());
                consumer.pause(course.rest(System.nanoTime()));
                return;
            }
            handled.put(partition, new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
    }

    /** Whether the listener needs it no more. */
    private boolean deliver(PartitionCourse course, CloudEvent<TryOnEvent> event) {
        if (course.knows(event.id())) {
            return true;
        }
        try {
            hand(event);
            course.remember(event.id());
            course.wentWell();
            return true;
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("requestId", event.subject())
                    .addKeyValue("event", event.id())
                    .log("the listener failed on an event and gets it again: mend the listener");
            return false;
        }
    }

    private void hand(CloudEvent<TryOnEvent> event) {
        TryOnEvent message = event.message();
        switch (message.getKindCase()) {
            case COMPLETED -> listener.completed(event, message.getCompleted());
            case FAILED -> listener.failed(event, message.getFailed());
            case EXPIRED -> listener.expired(event, message.getExpired());
            case CANCELLED -> listener.cancelled(event, message.getCancelled());
            case DEAD_LETTERED -> listener.deadLettered(event, message.getDeadLettered());
            case ACCEPTED -> listener.accepted(event, message.getAccepted());
            case STARTED -> listener.started(event, message.getStarted());
            case PROGRESS -> listener.progress(event, message.getProgress());
            case KIND_NOT_SET -> {
                // A kind of a later version of the contract.
            }
        }
    }

    private void commit() {
        if (handled.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(handled);
            handled.clear();
        } catch (CommitFailedException e) {
            // Too slow: others have these partitions now, and get what was not committed.
            log.atWarn().setCause(e).log("this listener was taken for dead; its last events are delivered again");
            handled.clear();
        } catch (RebalanceInProgressException | RetriableException e) {
            log.atDebug().setCause(e).log("how far events were read is committed after the next poll");
        }
    }

    private final class Partitions implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.beginningOffsets(partitions).forEach((partition, beginning) -> {
                OffsetAndMetadata at = committed.get(partition);
                // Beyond the end: the topic was made anew, and nothing of it has been read.
                long next = at == null || at.offset() > ends.getOrDefault(partition, 0L)
                        ? beginning
                        : Math.max(beginning, at.offset());
                courses.put(partition, new PartitionCourse(partition, next, REMEMBERED));
                consumer.seek(partition, Math.max(beginning, next - REMEMBERED));
            });
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit();
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            courses.keySet().removeAll(partitions);
            handled.keySet().removeAll(partitions);
        }
    }
}
