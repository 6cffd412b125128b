/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import dev.tryon.proto.cloudevents.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Begins the spans of a request's way through the system. A span here is one leg of that way: what is told to Kafka
 * carries its context, so that whoever reads it goes on from there. Without a collector every span is a stand-in that
 * records nothing and hands the received context on. Immutable and thread-safe; does not own what records.
 */
public final class Tracing {

    private static final String SCOPE = "dev.tryon";
    private static final Tracing OFF = new Tracing(OpenTelemetry.noop().getTracer(SCOPE), false);
    private static final OpenSpan UNRECORDED =
            OpenSpan.begin(OFF.tracer, "unrecorded", SpanKind.INTERNAL, Context.root());

    private final Tracer tracer;
    private final boolean records;

    private Tracing(Tracer tracer, boolean records) {
        this.tracer = tracer;
        this.records = records;
    }

    /** Records nothing, and hands on what it receives. */
    public static Tracing off() {
        return OFF;
    }

    /** Records with a process's own OpenTelemetry. */
    public static Tracing of(OpenTelemetry telemetry) {
        return new Tracing(telemetry.getTracer(SCOPE), true);
    }

    /**
     * The span of writing something that others act on; any thread may close it.
     *
     * @param parent null: the span that is current on this thread, if one is
     */
    public OpenSpan writing(String name, @Nullable TraceContext parent) {
        return leg(name, SpanKind.PRODUCER, parent == null ? Context.current() : W3cTrace.context(parent));
    }

    /**
     * The span of dealing with one record among several; any thread may close it.
     *
     * @param received what the record carried; null begins a new trace
     */
    public OpenSpan reception(String name, @Nullable TraceContext received) {
        return leg(name, SpanKind.CONSUMER, received == null ? Context.root() : W3cTrace.context(received));
    }

    /**
     * The span of a call to somebody who is no part of this system; any thread may close it.
     *
     * @param parent what the record carried that asks for it; null begins a new trace
     */
    public OpenSpan calling(String name, @Nullable TraceContext parent) {
        return leg(name, SpanKind.CLIENT, parent == null ? Context.root() : W3cTrace.context(parent));
    }

    /**
     * The span of dealing with a record, by this thread.
     *
     * @param received what the record carried; null begins a new trace
     */
    public OpenSpan reading(String name, @Nullable TraceContext received) {
        Context from = received == null ? Context.root() : W3cTrace.context(received);
        return OpenSpan.beginHere(tracer, name, SpanKind.CONSUMER, from, Attributes.empty());
    }

    private OpenSpan leg(String name, SpanKind kind, Context from) {
        if (!records && from == Context.root()) {
            return UNRECORDED; // one stand-in does for all that belong to no trace
        }
        return OpenSpan.begin(tracer, name, kind, from);
    }
}
