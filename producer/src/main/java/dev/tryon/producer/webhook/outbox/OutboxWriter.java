/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is to be called and what became of it. What Kafka does not take is thrown at the next occasion: then memory and
 * outbox say different things, and the process must begin anew. Used by one thread; does not own the producer.
 */
final class OutboxWriter {
    private final Producer<byte[], byte[]> producer;
    private volatile @Nullable Exception notWritten;

    OutboxWriter(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Sends a record and does not wait. */
    void write(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                notWritten = failure;
            }
        });
        failIfNotWritten();
    }

    /** Returns when Kafka has all that was written. */
    void flush() {
        producer.flush();
        failIfNotWritten();
    }

    /** First the dead letter, then the end: nothing is lost between. */
    void bury(PendingCall call, ProducerRecord<byte[], byte[]> letter) throws InterruptedException {
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not take a webhook's dead letter", e.getCause());
        }
        write(OutboxRecords.done(call));
    }

    private void failIfNotWritten() {
        Exception failure = notWritten;
        if (failure != null) {
            throw new KafkaException("Kafka did not take what became of a webhook", failure);
        }
    }
}
