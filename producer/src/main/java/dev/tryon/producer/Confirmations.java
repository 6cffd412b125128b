/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes records and tells when Kafka has them. Thread-safe; does not own the producer. */
final class Confirmations {
    private final Producer<byte[], byte[]> producer;

    Confirmations(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Writes a record.
     *
     * @param what it is, for the message of a failure
     * @param value what its writer gets once Kafka has it
     * @param ended is told first, with the failure if it is one
     * @return completes on a thread of Kafka's; fails with {@link KafkaUnavailableException}
     */
    <T> CompletableFuture<T> write(
            ProducerRecord<byte[], byte[]> record,
            Supplier<String> what,
            Function<RecordMetadata, T> value,
            Consumer<@Nullable KafkaUnavailableException> ended) {
        CompletableFuture<T> confirmed = new CompletableFuture<>();
        try {
            // The callback tells what the returned future would.
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    ended.accept(null);
                    confirmed.complete(value.apply(metadata));
                } else {
                    fail(confirmed, notTaken(what.get(), record.topic(), failure), ended);
                }
            });
        } catch (KafkaException e) {
            fail(confirmed, notTaken(what.get(), record.topic(), e), ended);
        }
        return confirmed;
    }

    private static void fail(
            CompletableFuture<?> confirmed,
            KafkaUnavailableException failure,
            Consumer<@Nullable KafkaUnavailableException> ended) {
        ended.accept(failure);
        confirmed.completeExceptionally(failure);
    }

    private static KafkaUnavailableException notTaken(String what, String topic, Exception failure) {
        return new KafkaUnavailableException(
                "Kafka did not confirm " + what + " on " + topic + ": " + failure.getMessage()
                        + "; submit it again with the same id",
                failure);
    }
}
