/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A record's headers read as CloudEvents attributes, and their names. Not thread-safe, as Kafka's headers are not. */
final class CloudEventHeaders {
    static final String SPECVERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String CONTENT_TYPE = "content-type";
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    static final String VERSION = "1.0";
    static final String PROTOBUF = "application/protobuf";
    static final String TYPE_PREFIX = "dev.tryon.v1.";

    private static final List<String> REQUIRED = List.of(SPECVERSION, ID, SOURCE, TYPE, SUBJECT, CONTENT_TYPE);

    private final Headers headers;

    CloudEventHeaders(Headers headers) {
        this.headers = headers;
    }

    /** The first required header that is not there exactly once with a value. */
    Optional<String> missing() {
        return REQUIRED.stream()
                .filter(name -> all(name).size() != 1 || text(name).isEmpty())
                .findFirst();
    }

    /** A header's text; empty when it is not there. */
    String text(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    boolean isProtobuf() {
        // Parameters may follow: "application/protobuf; charset=binary".
        String mediaType = text(CONTENT_TYPE).split(";", 2)[0];
        return mediaType.strip().toLowerCase(Locale.ROOT).equals(PROTOBUF);
    }

    Optional<TraceContext> trace() {
        return TraceContext.received(text(TRACEPARENT), text(TRACESTATE));
    }

    /** "header ce_type must be …; it is …". */
    String unlike(String name, String expected) {
        return "header " + name + " must be " + expected + "; it is \"" + text(name) + '"';
    }

    private List<Header> all(String name) {
        List<Header> all = new ArrayList<>();
        headers.headers(name).forEach(all::add);
        return all;
    }
}
