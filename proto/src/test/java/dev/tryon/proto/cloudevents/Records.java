/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import dev.tryon.proto.ContractSamples;
import dev.tryon.v1.TryOnEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Records as a consumer gets them. */
final class Records {
    private Records() {}

    static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0L,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    static TryOnEvent event(String kind) {
        TryOnEvent event = ContractSamples.events().get(kind);
        if (event == null) {
            throw new AssertionError("no sample of kind " + kind);
        }
        return event;
    }
}
