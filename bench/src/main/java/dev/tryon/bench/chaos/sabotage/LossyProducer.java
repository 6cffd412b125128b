/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos.sabotage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** A producer that says of every twentieth completion that Kafka has it, and sends nothing. */
final class LossyProducer {

    private static final int KEPT = 20;

    private LossyProducer() {}

    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> of(Producer<byte[], byte[]> producer) {
        AtomicInteger completions = new AtomicInteger();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                LossyProducer.class.getClassLoader(), new Class<?>[] {Producer.class}, (self, method, arguments) -> {
                    if (method.getName().equals("send")
                            && arguments[0] instanceof ProducerRecord<?, ?> record
                            && completion(record)
                            && completions.incrementAndGet() % KEPT == 0) {
                        RecordMetadata nowhere =
                                new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
                        if (arguments.length > 1 && arguments[1] instanceof Callback told) {
                            told.onCompletion(nowhere, null);
                        }
                        return CompletableFuture.completedFuture(nowhere);
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean completion(ProducerRecord<?, ?> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type != null && new String(type.value(), UTF_8).endsWith(".completed");
    }
}
