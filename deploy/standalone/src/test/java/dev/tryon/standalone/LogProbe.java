/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.cloudevents.TraceContext;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.logging.Level;
import org.slf4j.LoggerFactory;

/** A process that logs a line inside a span, one after it, and one by the JDK's own logging. */
final class LogProbe {

    static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private LogProbe() {}

    public static void main(String[] arguments) {
        Tracing tracing = Tracing.of(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
                        .build())
                .build());
        TraceContext received = new TraceContext("00-" + TRACE_ID + "-00f067aa0ba902b7-01", "");
        OpenSpan lease = tracing.reading("lease", received);
        LoggerFactory.getLogger("dev.tryon.probe")
                .atWarn()
                .setCause(new IllegalStateException("gone"))
                .addKeyValue("requestId", "r1")
                .addKeyValue("attempt", 2)
                .log("the job waits");
        lease.close();
        LoggerFactory.getLogger("dev.tryon.probe").atWarn().log("afterwards");
        java.util.logging.Logger.getLogger("library").log(Level.WARNING, "said by {0}", "a library");
    }
}
