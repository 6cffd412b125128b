/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import dev.tryon.proto.cloudevents.CloudEventCodec;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads single retries of a partition that are not in memory. Used by one thread; closes its consumer. */
final class RetryRecords implements AutoCloseable {
    private static final Duration FETCH = Duration.ofMillis(500);
    private static final int FETCHES = 60;

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    RetryRecords(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
    }

    void open() {
        consumer.assign(Set.of(partition));
    }

    /** The retry at an offset; null when retention has deleted it. */
    @Nullable
    WaitingRetry at(long offset) {
        consumer.seek(partition, offset);
        for (int i = 0; i < FETCHES; i++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(FETCH)) {
                return record.offset() == offset
                        ? CloudEventCodec.RETRIES
                                .decode(record)
                                .event()
                                .map(WaitingRetry::of)
                                .orElse(null)
                        : null;
            }
        }
        throw new IllegalStateException("Kafka does not give the record at " + partition + " offset " + offset);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
