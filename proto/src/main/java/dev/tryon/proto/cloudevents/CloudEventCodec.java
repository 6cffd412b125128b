/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.Malformed.Reason;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.Control;
import dev.tryon.v1.Decision;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A message of the contract as a Kafka record and back: CloudEvents 1.0, Kafka protocol binding, binary content
 * mode. Attributes stand in {@code ce_*} headers, the protobuf bytes are the value. Works with Kafka's byte-array
 * serialisers; a record that is not what it should be becomes {@link Malformed}, never an exception, since an
 * exception in a deserialiser would stop a consumer at that record for ever.
 *
 * <p>The key is the id of the request (or campaign). So a request's events stand in one partition in the order they
 * were written, a topic's partitions fill evenly whatever the tenants' sizes, and a results topic could be compacted.
 * {@code ce_dataschema} is not written: the type already names the one message that the bytes can be.
 *
 * <p>Immutable and thread-safe.
 */
public final class CloudEventCodec<M extends Message> {
    /** Requests, on the topic of the expert and lane that come next. */
    public static final CloudEventCodec<TryOnRequest> REQUESTS =
            new CloudEventCodec<>(TryOnRequest.parser(), Topics::requests, Attributes::of);
    /** Events, on tryon.results. */
    public static final CloudEventCodec<TryOnEvent> EVENTS =
            new CloudEventCodec<>(TryOnEvent.parser(), event -> Topics.RESULTS, Attributes::of);
    /** Requests that come back later, on tryon.retries. */
    public static final CloudEventCodec<Retry> RETRIES =
            new CloudEventCodec<>(Retry.parser(), retry -> Topics.RETRIES, Attributes::of);
    /** Orders, on tryon.control. */
    public static final CloudEventCodec<Control> CONTROL =
            new CloudEventCodec<>(Control.parser(), control -> Topics.CONTROL, Attributes::of);
    /** Campaigns, on tryon.campaigns. */
    public static final CloudEventCodec<Campaign> CAMPAIGNS =
            new CloudEventCodec<>(Campaign.parser(), campaign -> Topics.CAMPAIGNS, Attributes::of);
    /** How far campaigns are, on tryon.campaign-progress. */
    public static final CloudEventCodec<CampaignProgress> CAMPAIGN_PROGRESS =
            new CloudEventCodec<>(CampaignProgress.parser(), progress -> Topics.CAMPAIGN_PROGRESS, Attributes::of);
    /** Decisions, on tryon.decisions. */
    public static final CloudEventCodec<Decision> DECISIONS =
            new CloudEventCodec<>(Decision.parser(), decision -> Topics.DECISIONS, Attributes::of);

    // The same in every record.
    private static final Header SPECVERSION = header(CloudEventHeaders.SPECVERSION, CloudEventHeaders.VERSION);
    private static final Map<String, Header> TYPES = new ConcurrentHashMap<>(); // as many as the contract has kinds
    private static final Header CONTENT_TYPE = header(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.PROTOBUF);

    private final Parser<M> parser;
    private final Function<M, String> topic;
    private final Function<M, Attributes> attributes;

    private CloudEventCodec(Parser<M> parser, Function<M, String> topic, Function<M, Attributes> attributes) {
        this.parser = parser;
        this.topic = topic;
        this.attributes = attributes;
    }

    /**
     * The record of a message, for the topic where such a message belongs.
     *
     * @param message valid by the contract's rules
     * @param source who writes it, a URI reference: {@code /tryon/worker/top-0}
     * @param trace the trace that it belongs to, or null
     */
    public ProducerRecord<byte[], byte[]> encode(M message, String source, @Nullable TraceContext trace) {
        Attributes about = attributes.apply(message);
        byte[] subject = about.subject().getBytes(UTF_8);
        Headers headers = new RecordHeaders();
        headers.add(SPECVERSION);
        add(headers, CloudEventHeaders.ID, about.id());
        add(headers, CloudEventHeaders.SOURCE, source);
        headers.add(type(about.kind()));
        headers.add(new RecordHeader(CloudEventHeaders.SUBJECT, subject));
        about.time().ifPresent(time -> add(headers, CloudEventHeaders.TIME, InstantText.of(time)));
        headers.add(CONTENT_TYPE);
        if (trace != null) {
            add(headers, CloudEventHeaders.TRACEPARENT, trace.traceparent());
            if (!trace.tracestate().isEmpty()) {
                add(headers, CloudEventHeaders.TRACESTATE, trace.tracestate());
            }
        }
        return new ProducerRecord<>(topic.apply(message), null, subject, message.toByteArray(), headers);
    }

    /** What a record is. Whether the message also keeps the contract's rules is for the reader to ask. */
    public Decoded<M> decode(ConsumerRecord<byte[], byte @Nullable []> record) {
        return decode(record.headers(), record.value());
    }

    /** What a record with these headers and this value is. */
    public Decoded<M> decode(Headers headers, byte @Nullable [] value) {
        if (value == null) {
            return malformed(Reason.NO_VALUE, "the record has no value");
        }
        CloudEventHeaders read = new CloudEventHeaders(headers);
        Optional<String> missing = read.missing();
        if (missing.isPresent()) {
            return malformed(Reason.MISSING_HEADER, "header " + missing.get() + " must be there once, and not empty");
        }
        if (!read.text(CloudEventHeaders.SPECVERSION).equals(CloudEventHeaders.VERSION)) {
            return malformed(Reason.UNKNOWN_SPECVERSION, read.unlike(CloudEventHeaders.SPECVERSION, "1.0"));
        }
        if (!read.isProtobuf()) {
            return malformed(
                    Reason.UNKNOWN_CONTENT_TYPE,
                    read.unlike(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.PROTOBUF));
        }
        try {
            return checked(read, parser.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            String text = value.length + " bytes of type " + read.text(CloudEventHeaders.TYPE) + " do not parse: ";
            return malformed(Reason.NOT_THE_MESSAGE, text + e.getMessage());
        }
    }

    private Decoded<M> checked(CloudEventHeaders read, M message) {
        Attributes about = attributes.apply(message);
        String type = CloudEventHeaders.TYPE_PREFIX + about.kind();
        if (!read.text(CloudEventHeaders.TYPE).equals(type)) {
            String text = "header ce_type is \"" + read.text(CloudEventHeaders.TYPE) + "\", the bytes are " + type;
            return malformed(Reason.UNKNOWN_TYPE, text);
        }
        if (!read.text(CloudEventHeaders.SUBJECT).equals(about.subject())) {
            return malformed(Reason.CONTRADICTION, read.unlike(CloudEventHeaders.SUBJECT, about.subject()));
        }
        return new CloudEvent<>(
                read.text(CloudEventHeaders.ID),
                type,
                read.text(CloudEventHeaders.SOURCE),
                about.subject(),
                read.trace(),
                message);
    }

    private Malformed<M> malformed(Reason reason, String text) {
        return new Malformed<>(reason, text);
    }

    private static Header type(String kind) {
        Header known = TYPES.get(kind);
        return known != null
                ? known
                : TYPES.computeIfAbsent(kind, k -> header(CloudEventHeaders.TYPE, CloudEventHeaders.TYPE_PREFIX + k));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(header(name, value));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
