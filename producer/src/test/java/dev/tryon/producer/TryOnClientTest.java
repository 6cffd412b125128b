/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Intermediate;
import dev.tryon.v1.TryOnRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TryOnClientTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");

    // Kafka's own fake of a producer: it acknowledges when it is told to.
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TryOnClient client = new TryOnClient(
            new KafkaClients(Map.of("bootstrap.servers", "nowhere:1")),
            producer,
            "/test",
            Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void completesOnlyWhenKafkaHasIt() {
        TryOnRequest request = SampleRequests.top().build();

        CompletableFuture<Submitted> submitted = client.submit(request);

        assertThat(submitted).isNotDone();
        producer.completeNext();
        assertThat(submitted)
                .isCompletedWithValueMatching(done -> done.requestId().equals(request.getRequestId()));
    }

    @Test
    void sendsNothingOfAnInvalidRequestAndSaysWhatIsWrong() {
        TryOnRequest invalid = SampleRequests.top().subject("file:///ada.jpg").build().toBuilder()
                .setTenant("Demo")
                .build();

        assertThatThrownBy(() -> client.submit(invalid))
                .asInstanceOf(type(InvalidRequestException.class))
                .satisfies(refused -> assertThat(refused.violations())
                        .extracting(RuleViolation::field)
                        .containsExactly("tenant", "subject.uri"))
                .satisfies(refused -> assertThat(refused).hasMessageContainingAll("tenant", "\"Demo\"", "subject.uri"));
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void refusesRequestsThatClaimToBeUnderWay() {
        TryOnRequest underWay = SampleRequests.top().build().toBuilder()
                .addIntermediates(Intermediate.getDefaultInstance())
                .build();

        assertThatThrownBy(() -> client.submit(underWay))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("position");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void refusesRequestsThatNameAnOriginalSubject() {
        TryOnRequest underWay = SampleRequests.top().build().toBuilder()
                .setOriginalSubject(SampleRequests.top().build().getSubject())
                .build();

        assertThatThrownBy(() -> client.submit(underWay))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("original_subject");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void datesRequestsThatHaveNoSubmissionTime() throws Exception {
        var unused = client.submit(SampleRequests.top().build());

        assertThat(TryOnRequest.parseFrom(producer.history().get(0).value()).getSubmittedAt())
                .isEqualTo(Timestamp.newBuilder()
                        .setSeconds(NOW.getEpochSecond())
                        .setNanos(500_000_000)
                        .build());
    }

    @Test
    void keepsTheSubmissionTimeOfTheCaller() throws Exception {
        Timestamp earlier = Timestamp.newBuilder().setSeconds(1).build();

        var unused = client.submit(
                SampleRequests.top().build().toBuilder().setSubmittedAt(earlier).build());

        assertThat(TryOnRequest.parseFrom(producer.history().get(0).value()).getSubmittedAt())
                .isEqualTo(earlier);
    }

    @Test
    void failsWithTheRequestIdWhenKafkaDoesNotConfirm() {
        TryOnRequest request = SampleRequests.top().build();

        CompletableFuture<Submitted> submitted = client.submit(request);
        producer.errorNext(new TimeoutException("no answer"));

        assertThatThrownBy(submitted::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        KafkaUnavailableException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.BROKER_UNAVAILABLE))
                .hasMessageContainingAll(request.getRequestId(), "tryon.requests.top.interactive", "no answer");
    }

    @Test
    void closesTwiceWithoutHarm() {
        client.close();
        client.close();

        assertThat(producer.closed()).isTrue();
    }

    @Test
    void submissionIsASpanWhoseContextTravelsWithTheRequest() {
        InMemorySpanExporter recorded = InMemorySpanExporter.create();
        Tracing tracing = Tracing.of(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(recorded))
                        .build())
                .build());
        TraceContext callers = new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "");
        TryOnRequest request = SampleRequests.top().build();
        try (TryOnClient traced = new TryOnClient(
                new KafkaClients(Map.of("bootstrap.servers", "nowhere:1")),
                producer,
                "/test",
                Clock.fixed(NOW, ZoneOffset.UTC),
                tracing)) {
            CompletableFuture<Submitted> submitted = traced.submit(request, callers);
            assertThat(recorded.getFinishedSpanItems()).isEmpty();

            producer.completeNext();

            assertThat(submitted).isCompleted();
            SpanData span = recorded.getFinishedSpanItems().get(0);
            assertThat(span.getParentSpanContext().getSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(span.getAttributes().get(AttributeKey.stringKey("requestId")))
                    .isEqualTo(request.getRequestId());
            String header = new String(
                    producer.history()
                            .get(0)
                            .headers()
                            .lastHeader("traceparent")
                            .value(),
                    StandardCharsets.UTF_8);
            assertThat(header).isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
        }
    }
}
