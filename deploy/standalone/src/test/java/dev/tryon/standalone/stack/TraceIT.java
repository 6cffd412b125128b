/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans of real requests, from the client through Kafka and the worker to a collector. */
class TraceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static SpanCollector collector;
    private static LocalStack stack;
    private static LocalTryOns tryOns;
    private static OtlpTracing telemetry;
    private static TryOnClient client;
    private static TryOnResults results;
    private static DemoSamples.Pair sample;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        sample = DemoSamples.write(folder.resolve("samples")).get(0);
        collector = new SpanCollector();
        Map<String, String> telemetryKeys =
                Map.of("tryon.telemetry.otlp-endpoint", collector.endpoint().toString());
        stack = LocalStack.start(
                folder.resolve("data"),
                Path.of("..", "..", "experts"),
                StackPorts.any(),
                Map.of(
                        "tryon.worker.slots", "1",
                        "tryon.worker.experts", "top",
                        "tryon.telemetry.otlp-endpoint", collector.endpoint().toString()),
                stage -> {});
        tryOns = new LocalTryOns(stack);
        telemetry = OtlpTracing.open(
                Configuration.read(List.of(TelemetryConfig.class), null, Map.of(), telemetryKeys)
                        .get(TelemetryConfig.class),
                "shop",
                "shop-0");
        client = new TryOnClient(
                stack.kafkaClients(),
                stack.kafkaClients().producer("traced"),
                "/tryon/test",
                Clock.systemUTC(),
                telemetry.tracing());
        results = TryOnResults.listen(ResultsReader.open(stack.kafkaClients().reader("traced"), ReadFrom.now()));
    }

    @AfterAll
    static void stop() {
        results.close();
        client.close();
        telemetry.close();
        tryOns.close();
        stack.close();
        collector.close();
    }

    @Test
    void oneTraceFromSubmissionToAnnouncement() throws Exception {
        TryOnRequest request = request(tryOns.upload(sample.person()));

        assertThat(end(request).hasCompleted()).isTrue();

        SpanCollector.Received submit = spanOf(request, "submit");
        SpanCollector.Received lease = spanOf(request, "lease");
        assertThat(submit.service()).isEqualTo("shop");
        assertThat(lease.service()).isEqualTo("tryon-worker");
        assertThat(lease.parent()).isEqualTo(submit.id());
        assertThat(lease.attributes())
                .containsEntry("expert", "top")
                .containsEntry("lane", "interactive")
                .containsEntry("attempt", "1");
        assertThat(below(lease)).isEqualTo(Set.of("fetch", "mask", "denoise", "stitch", "store", "announce"));
    }

    @Test
    void failedStageNamesItsCode() throws Exception {
        TryOnRequest request =
                request(ImageRef.newBuilder().setUri("s3://tryon/no/such.png").build());

        assertThat(end(request).hasFailed()).isTrue();

        assertThat(spanOf(request, "fetch").attributes()).containsEntry("failureCode", "INPUT_NOT_FOUND");
        assertThat(spanOf(request, "lease").attributes()).containsEntry("failureCode", "INPUT_NOT_FOUND");
    }

    private static Set<String> below(SpanCollector.Received lease) {
        return collector.trace(lease.traceId()).stream()
                .filter(span -> span.parent().equals(lease.id()))
                .map(SpanCollector.Received::name)
                .collect(Collectors.toSet());
    }

    private static SpanCollector.Received spanOf(TryOnRequest request, String name) {
        return await().atMost(PATIENCE)
                .until(
                        () -> collector.named(name).stream()
                                .filter(span -> request.getRequestId()
                                        .equals(span.attributes().get("requestId")))
                                .toList(),
                        spans -> !spans.isEmpty())
                .get(0);
    }

    private static TryOnRequest request(ImageRef subject) {
        return TryOnRequests.forTenant(LocalTryOns.TENANT)
                .subject(subject)
                .step(Expert.EXPERT_TOP, tryOns.upload(sample.product()), step -> {})
                .output("s3://" + LocalStack.BUCKET + "/results")
                .build();
    }

    private static TryOnEvent end(TryOnRequest request) throws Exception {
        try (Expectation expectation = results.expect(request.getRequestId())) {
            client.submit(request).join();
            return LocalTryOns.await(expectation, PATIENCE);
        }
    }
}
