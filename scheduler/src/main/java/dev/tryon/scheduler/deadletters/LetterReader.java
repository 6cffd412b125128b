/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.deadletters.DeadLetter.Content;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Says what a record of a dead-letter topic is. Stateless. */
final class LetterReader {
    private static final String OF_BROKER = "__dlq.";
    private static final List<String> OF_WEBHOOKS =
            List.of(WebhookRecords.REASON, WebhookRecords.DETAIL, WebhookRecords.ATTEMPTS, WebhookRecords.SINCE);

    private LetterReader() {}

    static DeadLetter read(ConsumerRecord<byte[], byte[]> record) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        Map<String, String> notes = new TreeMap<>();
        for (Header header : record.headers()) {
            boolean note = header.key().startsWith(OF_BROKER) || OF_WEBHOOKS.contains(header.key());
            if (note && header.value() != null) {
                notes.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return new DeadLetter(
                place,
                Instant.ofEpochMilli(record.timestamp()),
                notes,
                place.ofWebhooks() ? call(record) : job(record.value()),
                Optional.empty(),
                List.of());
    }

    private static Content call(ConsumerRecord<byte[], byte[]> record) {
        return CloudEventCodec.EVENTS
                .decode(record)
                .event()
                .<Content>map(Content.Call::new)
                .orElseGet(() -> new Content.Unreadable("it is no event; something else writes to " + record.topic()));
    }

    /** The broker copies key and value and writes headers of its own. */
    private static Content job(byte @Nullable [] value) {
        if (value == null) {
            return new Content.Unreadable(
                    "the broker has not kept it (worker-groups.copy-dead-letters of the plan was false); submit it"
                            + " anew");
        }
        try {
            TryOnRequest request = TryOnRequest.parseFrom(value);
            List<RuleViolation> violations = RequestRules.violations(request);
            return violations.isEmpty()
                    ? new Content.Job(request)
                    : new Content.Unreadable(
                            "it breaks a rule: " + violations.get(0).text() + "; submit it anew, corrected");
        } catch (InvalidProtocolBufferException e) {
            return new Content.Unreadable("it is no request; whoever wrote it must submit one");
        }
    }
}
