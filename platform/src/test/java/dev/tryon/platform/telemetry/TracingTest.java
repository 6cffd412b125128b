/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.cloudevents.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final TraceContext RECEIVED =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=7");

    private final InMemorySpanExporter recorded = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.of(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(recorded))
                    .build())
            .build());

    @Test
    void goesOnWhereTheRecordWasWritten() {
        tracing.reading("lease", RECEIVED).close();

        SpanData lease = spans().get(0);
        assertThat(lease.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(lease.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(lease.getKind()).isEqualTo(SpanKind.CONSUMER);
    }

    @Test
    void recordsOfThisSpanCarryItAndTheVendorsPart() {
        OpenSpan lease = tracing.reading("lease", RECEIVED);
        TraceContext carried = Objects.requireNonNull(lease.context());
        lease.close();

        SpanData span = spans().get(0);
        assertThat(carried.traceparent()).isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
        assertThat(carried.tracestate()).isEqualTo("vendor=7");
    }

    @Test
    void spansBelowHaveTheParentsAttributesAndItsTrace() {
        try (OpenSpan lease =
                tracing.reading("lease", null).with("requestId", "r1").with("attempt", 2)) {
            lease.child("fetch").close();
        }

        SpanData fetch = spans().get(0);
        SpanData lease = spans().get(1);
        assertThat(fetch.getParentSpanId()).isEqualTo(lease.getSpanId());
        assertThat(fetch.getAttributes().get(AttributeKey.stringKey("requestId")))
                .isEqualTo("r1");
        assertThat(fetch.getAttributes().get(AttributeKey.longKey("attempt"))).isEqualTo(2);
    }

    @Test
    void failureNamesItsCode() {
        try (OpenSpan fetch = tracing.reading("fetch", null)) {
            fetch.failed("INPUT_NOT_FOUND", "no such object");
        }

        SpanData fetch = spans().get(0);
        assertThat(fetch.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(fetch.getAttributes().get(AttributeKey.stringKey("failureCode")))
                .isEqualTo("INPUT_NOT_FOUND");
    }

    @Test
    void anyThreadMayCloseTheLegOfOneRecordAmongSeveral() throws Exception {
        OpenSpan ledger = tracing.reception("ledger", RECEIVED);
        OpenSpan call = tracing.calling("webhook", RECEIVED);
        Thread other = new Thread(() -> {
            ledger.close();
            call.close();
        });
        other.start();
        other.join();

        assertThat(spans()).extracting(SpanData::getKind).containsExactly(SpanKind.CONSUMER, SpanKind.CLIENT);
        assertThat(spans()).extracting(SpanData::getParentSpanId).containsOnly("00f067aa0ba902b7");
    }

    @Test
    void legThatIsHandedOnEndsWhereItIsClosed() throws Exception {
        OpenSpan lease = tracing.reading("lease", RECEIVED).with("requestId", "r1");
        OpenSpan rest = lease.handOn();
        assertThat(rest.context()).isEqualTo(lease.context());
        assertThat(spans()).isEmpty();

        Thread other = new Thread(rest::close);
        other.start();
        other.join();

        assertThat(spans())
                .singleElement()
                .satisfies(span -> assertThat(span.getAttributes().get(AttributeKey.stringKey("requestId")))
                        .isEqualTo("r1"));
    }

    @Test
    void withoutCollectorAWrittenLegBelongsToTheCurrentSpanOfTheApplication() {
        OpenSpan none = Tracing.off().writing("submit", null).with("requestId", "r1");
        assertThat(none.context()).isNull();
        none.close();

        OpenSpan application = tracing.writing("checkout", null);
        try (OpenSpan submit = Tracing.off().writing("submit", application.context())) {
            assertThat(submit.context()).isEqualTo(application.context());
        }
        application.close();
    }

    @Test
    void withoutCollectorTheReceivedContextIsHandedOn() {
        try (OpenSpan lease = Tracing.off().reading("lease", RECEIVED);
                OpenSpan announce = lease.child("announce")) {
            assertThat(announce.context()).isEqualTo(RECEIVED);
        }
        try (OpenSpan lease = Tracing.off().reading("lease", null)) {
            assertThat(lease.context()).isNull();
        }
    }

    private List<SpanData> spans() {
        return recorded.getFinishedSpanItems();
    }
}
