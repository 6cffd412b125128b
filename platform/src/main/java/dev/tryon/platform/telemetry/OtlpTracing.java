/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import dev.tryon.platform.config.InvalidConfigurationException;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process's tracing as it is configured: spans go to a collector in batches, or nowhere. Services make one and close it
 * last of what traces. Nothing waits for the collector; what it does not take in time is lost. Thread-safe.
 */
public final class OtlpTracing implements AutoCloseable {

    private static final int SECONDS_TO_FLUSH = 5;

    private final @Nullable SdkTracerProvider spans;
    private final Tracing tracing;

    private OtlpTracing(@Nullable SdkTracerProvider spans, Tracing tracing) {
        this.spans = spans;
        this.tracing = tracing;
    }

    /**
     * @param service as {@code tryon-worker}
     * @param instance names this process among its like
     */
    public static OtlpTracing open(TelemetryConfig config, String service, String instance) {
        if (config.sampledShare() < 0 || config.sampledShare() > 1) {
            throw new InvalidConfigurationException(
                    "tryon.telemetry.sampled-share must be 0 to 1, is " + config.sampledShare(), null);
        }
        if (config.otlpEndpoint().isEmpty()) {
            return new OtlpTracing(null, Tracing.off());
        }
        SdkTracerProvider spans = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", service)
                                .put("service.instance.id", instance)
                                .build())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.sampledShare())))
                .addSpanProcessor(BatchSpanProcessor.builder(
                                exporter(config.otlpEndpoint().get()))
                        .build())
                .build();
        return new OtlpTracing(
                spans,
                Tracing.of(OpenTelemetrySdk.builder().setTracerProvider(spans).build()));
    }

    public Tracing tracing() {
        return tracing;
    }

    @Override
    public void close() {
        if (spans != null) {
            spans.shutdown().join(SECONDS_TO_FLUSH, TimeUnit.SECONDS);
        }
    }

    private static OtlpHttpSpanExporter exporter(URI endpoint) {
        String base = endpoint.toString();
        try {
            return OtlpHttpSpanExporter.builder()
                    .setEndpoint((base.endsWith("/") ? base : base + "/") + "v1/traces")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    "tryon.telemetry.otlp-endpoint is " + endpoint + ": " + e.getMessage()
                            + "; give it like http://collector:4318",
                    e);
        }
    }
}
