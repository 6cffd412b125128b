/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in a trace a record was written: the two headers of W3C Trace Context
 * (<a href="https://www.w3.org/TR/trace-context/">w3.org/TR/trace-context</a>). They travel under their own names,
 * not as CloudEvents attributes, because that is where tracing libraries for Kafka look.
 *
 * @param traceparent {@code 00-<32 hex>-<16 hex>-<2 hex>}
 * @param tracestate the vendors' part; empty when there is none
 */
public record TraceContext(String traceparent, String tracestate) {
    // Section 3.2.2: lower-case hex, neither id all zeros, version ff forbidden.
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** Refuses what is no traceparent. */
    public TraceContext {
        if (!TRACEPARENT.matcher(traceparent).matches()) {
            throw new IllegalArgumentException(
                    "traceparent: must be 00-<32 hex>-<16 hex>-<2 hex>, lower case; it is \"" + traceparent + '"');
        }
    }

    /** The context of a received header pair; empty when it is broken, for then a receiver starts a new trace. */
    static Optional<TraceContext> received(String traceparent, String tracestate) {
        return TRACEPARENT.matcher(traceparent).matches()
                ? Optional.of(new TraceContext(traceparent, tracestate))
                : Optional.empty();
    }
}
