/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.TryOnEvent;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What records of {@link Topics#WEBHOOKS} and {@link Topics#DEAD_WEBHOOKS} carry beside the event itself: their caller and
 * whoever looks at dead letters agree on it. Stateless.
 */
public final class WebhookRecords {
    /** How often the call was tried. */
    public static final String ATTEMPTS = "tryon_attempts";
    /** When it was first to be made, in milliseconds since 1970. */
    public static final String SINCE = "tryon_since";
    /** When to try next, in milliseconds since 1970. */
    public static final String NOT_BEFORE = "tryon_not_before";
    /** Of a dead letter: one of {@link #REASONS}. */
    public static final String REASON = "tryon_reason";
    /** Of a dead letter: why, for people. */
    public static final String DETAIL = "tryon_detail";
    /** Of a call that was given up and sent back: by whom. Its tries begin anew, at the record's time. */
    public static final String REDRIVEN = "tryon_redriven";

    /** The endpoint did not answer in time. */
    public static final String TIMEOUT = "timeout";
    /** There is no way to it, or nobody listens. */
    public static final String UNREACHABLE = "unreachable";
    /** It answered neither 2xx nor 410. */
    public static final String STATUS = "status";
    /** It answered 410. */
    public static final String GONE = "gone";
    /** It must not be called. */
    public static final String ADDRESS = "address";
    /** Its tenant has no secret to sign with. */
    public static final String SECRET = "secret";
    /** The caller broke. */
    public static final String BUG = "bug";

    /** Why calls are given up. */
    public static final List<String> REASONS = List.of(TIMEOUT, UNREACHABLE, STATUS, GONE, ADDRESS, SECRET, BUG);

    private WebhookRecords() {}

    /**
     * The record that puts a call which was given up back into the outbox.
     *
     * @param event of the dead letter
     * @param by who sends it back
     */
    public static ProducerRecord<byte[], byte[]> redriven(CloudEvent<TryOnEvent> event, String by) {
        ProducerRecord<byte[], byte[]> encoded = CloudEventCodec.EVENTS.encode(
                event.message(), event.source(), event.trace().orElse(null));
        encoded.headers().add(REDRIVEN, by.getBytes(UTF_8));
        return new ProducerRecord<>(Topics.WEBHOOKS, null, encoded.key(), encoded.value(), encoded.headers());
    }
}
