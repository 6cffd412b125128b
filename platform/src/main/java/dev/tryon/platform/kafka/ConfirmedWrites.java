/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes records and tells when Kafka has them. Thread-safe; does not own the producer. */
public final class ConfirmedWrites {

    private final Producer<byte[], byte[]> producer;

    public ConfirmedWrites(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Writes a record. Blocks only while the producer's buffer is full or it does not know the topic yet
     * ({@code max.block.ms}).
     *
     * @param value what its writer gets once Kafka has it
     * @param refusal how its writer fails when Kafka does not take it
     * @return completes on a thread of Kafka's, which must not be held up
     */
    public <T> CompletableFuture<T> write(
            ProducerRecord<byte[], byte[]> record,
            Function<RecordMetadata, T> value,
            Function<Exception, ? extends RuntimeException> refusal) {
        CompletableFuture<T> confirmed = new CompletableFuture<>();
        try {
            // The callback tells what the returned future would.
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    confirmed.complete(value.apply(metadata));
                } else {
                    confirmed.completeExceptionally(refusal.apply(failure));
                }
            });
        } catch (KafkaException e) {
            confirmed.completeExceptionally(refusal.apply(e));
        }
        return confirmed;
    }
}
