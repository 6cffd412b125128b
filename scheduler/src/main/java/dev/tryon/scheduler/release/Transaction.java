/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Records that become visible together or not at all. Begins with its first record. That a record could not be sent shows at
 * the commit. Whatever fails leaves the producer to be closed: its successor begins from what is committed. Used by one
 * thread; does not own the producer.
 */
public final class Transaction {
    private final Producer<byte[], byte[]> producer;
    private boolean begun;

    public Transaction(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    public void send(ProducerRecord<byte[], byte[]> message) {
        begin();
        Future<RecordMetadata> unused = producer.send(message);
    }

    /** The same for a partition of the caller's choice. */
    public void send(ProducerRecord<byte[], byte[]> message, int partition) {
        send(new ProducerRecord<>(message.topic(), partition, message.key(), message.value(), message.headers()));
    }

    public void begin() {
        if (!begun) {
            producer.beginTransaction();
            begun = true;
        }
    }

    /** Whether there is anything to commit. */
    public boolean begun() {
        return begun;
    }

    /** @throws org.apache.kafka.common.KafkaException when nothing was committed, or nobody knows */
    public void commit() {
        if (begun) {
            producer.commitTransaction();
            begun = false;
        }
    }
}
