/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Calls as records. The outbox is a compacted topic: of each request the latest record stays, a call that is to be made
 * or, once it is made or given up, none. A record is the event's own with three headers more; those of the dead letters say
 * why as well. Stateless.
 */
final class OutboxRecords {
    private static final String ATTEMPTS = "tryon_attempts";
    private static final String SINCE = "tryon_since";
    private static final String NOT_BEFORE = "tryon_not_before";
    private static final String REASON = "tryon_reason";
    private static final String DETAIL = "tryon_detail";

    private OutboxRecords() {}

    /** It is to be made. */
    static ProducerRecord<byte[], byte[]> pending(PendingCall call) {
        return record(Topics.WEBHOOKS, call.partition(), call);
    }

    /** Nothing is to be done about it any more. */
    static ProducerRecord<byte[], byte @Nullable []> done(PendingCall call) {
        return new ProducerRecord<>(
                Topics.WEBHOOKS, call.partition(), call.requestId().getBytes(UTF_8), null);
    }

    /** It is given up. */
    static ProducerRecord<byte[], byte[]> dead(PendingCall call, String reason, String detail) {
        ProducerRecord<byte[], byte[]> record = record(Topics.DEAD_WEBHOOKS, null, call);
        record.headers().add(REASON, reason.getBytes(UTF_8)).add(DETAIL, detail.getBytes(UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, @Nullable Integer partition, PendingCall call) {
        ProducerRecord<byte[], byte[]> event = CloudEventCodec.EVENTS.encode(
                call.event().message(),
                call.event().source(),
                call.event().trace().orElse(null));
        Headers headers = event.headers();
        headers.add(ATTEMPTS, Integer.toString(call.attempts()).getBytes(UTF_8));
        headers.add(SINCE, Long.toString(call.since().toEpochMilli()).getBytes(UTF_8));
        headers.add(NOT_BEFORE, Long.toString(call.notBefore().toEpochMilli()).getBytes(UTF_8));
        return new ProducerRecord<>(topic, partition, event.key(), event.value(), headers);
    }

    /** The call of a record of the outbox; empty when it is none that is still to be made. */
    static Optional<PendingCall> read(ConsumerRecord<byte[], byte @Nullable []> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        return CloudEventCodec.EVENTS
                .decode(record)
                .event()
                .map(event -> new PendingCall(
                        record.partition(),
                        event,
                        (int) number(record.headers(), ATTEMPTS),
                        Instant.ofEpochMilli(number(record.headers(), SINCE)),
                        Instant.ofEpochMilli(number(record.headers(), NOT_BEFORE))));
    }

    private static long number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalStateException(
                    "a record of " + Topics.WEBHOOKS + " lacks " + name + ": something else writes there; it must not");
        }
        return Long.parseLong(new String(header.value(), UTF_8));
    }
}
