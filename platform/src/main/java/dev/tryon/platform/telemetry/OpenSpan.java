/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import dev.tryon.proto.cloudevents.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * One leg of a request's way, from now until it is closed. Its attributes have the names of the log's keys
 * ({@code requestId}, {@code expert}, …), and the spans below it have them too. While one is open
 * that was begun by reading a record, or below such a one, its thread's log lines carry {@code traceId} and
 * {@code spanId}. Thread-safe once its attributes are set; whoever begins one closes it.
 */
public final class OpenSpan implements AutoCloseable {

    private static final String FAILURE_CODE = "failureCode";

    private final Tracer tracer;
    private final Context context;
    private final LogLines lines;
    private Attributes attributes;

    private OpenSpan(Tracer tracer, Context context, LogLines lines, Attributes attributes) {
        this.tracer = tracer;
        this.context = context;
        this.lines = lines;
        this.attributes = attributes;
    }

    /** One that any thread may close. */
    static OpenSpan begin(Tracer tracer, String name, SpanKind kind, Context parent) {
        Context context = context(tracer, name, kind, parent, Attributes.empty());
        return new OpenSpan(tracer, context, LogLines.NONE, Attributes.empty());
    }

    /** One that is named on this thread's log lines until this thread closes it. */
    static OpenSpan beginHere(Tracer tracer, String name, SpanKind kind, Context parent, Attributes attributes) {
        Context context = context(tracer, name, kind, parent, attributes);
        return new OpenSpan(
                tracer, context, LogLines.of(Span.fromContext(context).getSpanContext()), attributes);
    }

    private static Context context(Tracer tracer, String name, SpanKind kind, Context parent, Attributes attributes) {
        Span span = tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setAllAttributes(attributes)
                .startSpan();
        return parent.with(span);
    }

    /** A leg of this leg, on this thread. */
    public OpenSpan child(String name) {
        return beginHere(tracer, name, SpanKind.INTERNAL, context, attributes);
    }

    /** Says something of this span and of those that begin below it from now on. */
    public OpenSpan with(String key, String value) {
        if (span().isRecording()) { // else nobody sees it, nor what begins below
            span().setAttribute(key, value);
            attributes = attributes.toBuilder().put(key, value).build();
        }
        return this;
    }

    /** Says something of this span and of those that begin below it from now on. */
    public OpenSpan with(String key, long value) {
        if (span().isRecording()) {
            span().setAttribute(key, value);
            attributes = attributes.toBuilder().put(key, value).build();
        }
        return this;
    }

    /**
     * This leg did not come to its end.
     *
     * @param code a failure code's name
     */
    public void failed(String code, String message) {
        span().setAttribute(FAILURE_CODE, code);
        span().setStatus(StatusCode.ERROR, message);
    }

    /** This leg ended in an exception that has no code. */
    public void broke(Throwable why) {
        span().recordException(why);
        span().setStatus(StatusCode.ERROR, why.getClass().getSimpleName());
    }

    /** What a record must carry that is written now; null outside any trace. */
    public @Nullable TraceContext context() {
        return W3cTrace.traceContext(context).orElse(null);
    }

    /** The same leg, which goes on without this thread: its log lines are no longer of it, and any thread may close what is returned. */
    public OpenSpan handOn() {
        lines.close();
        return new OpenSpan(tracer, context, LogLines.NONE, attributes);
    }

    @Override
    public void close() {
        lines.close();
        span().end();
    }

    private Span span() {
        return Span.fromContext(context);
    }
}
