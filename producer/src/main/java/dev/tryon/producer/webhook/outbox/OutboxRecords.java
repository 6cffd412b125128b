/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.proto.Topics;
import dev.tryon.proto.WebhookRecords;
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
 * or, once it is made or given up, none. A record is the event's own with three headers more, or, sent back by an operator,
 * with the one that says so; those of the dead letters say why as well. Stateless.
 */
final class OutboxRecords {
    // A compacted topic keeps one record of it.
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

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
        record.headers()
                .add(WebhookRecords.REASON, reason.getBytes(UTF_8))
                .add(WebhookRecords.DETAIL, detail.getBytes(UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, @Nullable Integer partition, PendingCall call) {
        ProducerRecord<byte[], byte[]> event = CloudEventCodec.EVENTS.encode(
                call.event().message(),
                call.event().source(),
                call.event().trace().orElse(null));
        Headers headers = event.headers();
        headers.add(WebhookRecords.ATTEMPTS, Integer.toString(call.attempts()).getBytes(UTF_8));
        headers.add(
                WebhookRecords.SINCE, Long.toString(call.since().toEpochMilli()).getBytes(UTF_8));
        headers.add(
                WebhookRecords.NOT_BEFORE,
                Long.toString(call.notBefore().toEpochMilli()).getBytes(UTF_8));
        return new ProducerRecord<>(topic, partition, event.key(), event.value(), headers);
    }

    /** The call of a record of the outbox; empty when it is none that is still to be made. */
    static Optional<PendingCall> read(ConsumerRecord<byte[], byte @Nullable []> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        if (isRedriven(record)) {
            return CloudEventCodec.EVENTS
                    .decode(record)
                    .event()
                    .map(event ->
                            PendingCall.first(record.partition(), event, Instant.ofEpochMilli(record.timestamp())));
        }
        return CloudEventCodec.EVENTS
                .decode(record)
                .event()
                .map(event -> new PendingCall(
                        record.partition(),
                        event,
                        (int) number(record.headers(), WebhookRecords.ATTEMPTS),
                        Instant.ofEpochMilli(number(record.headers(), WebhookRecords.SINCE)),
                        Instant.ofEpochMilli(number(record.headers(), WebhookRecords.NOT_BEFORE))));
    }

    /** Whether somebody sent it back after it was given up. */
    static boolean isRedriven(ConsumerRecord<byte[], byte @Nullable []> record) {
        return record.headers().lastHeader(WebhookRecords.REDRIVEN) != null;
    }

    /** Says nothing: whoever has read as far as this has read all that was there before. */
    static ProducerRecord<byte[], byte @Nullable []> mark(int partition) {
        return new ProducerRecord<>(Topics.WEBHOOKS, partition, NOBODY.getBytes(UTF_8), null);
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
