/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import dev.tryon.proto.cloudevents.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contract's trace context as OpenTelemetry's and back, by W3C Trace Context. Stateless. */
final class W3cTrace {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final TextMapGetter<Map<String, String>> FIELDS = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private W3cTrace() {}

    /** A context whose current span is the one that a record was written in. */
    static Context context(TraceContext received) {
        return W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), Map.of(PARENT, received.traceparent(), STATE, received.tracestate()), FIELDS);
    }

    /** What a record must carry that is written in this context; empty outside any trace. */
    static Optional<TraceContext> traceContext(Context context) {
        if (!Span.fromContext(context).getSpanContext().isValid()) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(context, fields, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        return Optional.ofNullable(fields.get(PARENT))
                .map(parent -> new TraceContext(parent, fields.getOrDefault(STATE, "")));
    }
}
