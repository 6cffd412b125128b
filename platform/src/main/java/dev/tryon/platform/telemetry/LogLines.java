/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** While open, a thread's log lines carry {@code traceId} and {@code spanId}. Opened and closed by that thread. */
final class LogLines implements AutoCloseable {

    /** Leaves log lines as they are. */
    static final LogLines NONE = new LogLines(false);

    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";

    private final boolean named;
    private final @Nullable String traceBefore;
    private final @Nullable String spanBefore;

    private LogLines(boolean named) {
        this.named = named;
        this.traceBefore = named ? MDC.get(TRACE_ID) : null;
        this.spanBefore = named ? MDC.get(SPAN_ID) : null;
    }

    static LogLines of(SpanContext span) {
        if (!span.isValid()) {
            return NONE;
        }
        LogLines lines = new LogLines(true);
        MDC.put(TRACE_ID, span.getTraceId());
        MDC.put(SPAN_ID, span.getSpanId());
        return lines;
    }

    @Override
    public void close() {
        if (named) {
            restore(TRACE_ID, traceBefore);
            restore(SPAN_ID, spanBefore);
        }
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
