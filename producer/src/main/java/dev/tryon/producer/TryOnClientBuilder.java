/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.telemetry.Tracing;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** What a {@link TryOnClient} needs to know; bootstrap servers at least. Not thread-safe. */
public final class TryOnClientBuilder {
    private final Map<String, String> properties = new HashMap<>();
    private String source = "/tryon/sdk";
    private Clock clock = Clock.systemUTC();
    private Tracing tracing = Tracing.off();

    TryOnClientBuilder() {}

    /** Where Kafka is: {@code host:port,host:port}. */
    public TryOnClientBuilder bootstrapServers(String servers) {
        return property("bootstrap.servers", servers);
    }

    /** Any property of Kafka's producer: security, tuning, limits. What delivery rests on cannot be set. */
    public TryOnClientBuilder property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Several properties of Kafka's producer. */
    public TryOnClientBuilder properties(Map<String, String> more) {
        properties.putAll(more);
        return this;
    }

    /** Who submits, a URI reference such as {@code /shop/checkout}: the events' {@code ce_source}. */
    public TryOnClientBuilder source(String newSource) {
        source = newSource;
        return this;
    }

    /** What dates requests that have no submission time. */
    public TryOnClientBuilder clock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /** What records the span of each submission: the application's own OpenTelemetry, as {@code Tracing.of(otel)}. */
    public TryOnClientBuilder tracing(Tracing newTracing) {
        tracing = newTracing;
        return this;
    }

    /** Starts a client. It connects in the background: that Kafka is there shows when the first request goes out. */
    public TryOnClient build() {
        KafkaClients kafka = new KafkaClients(properties);
        return new TryOnClient(kafka, kafka.producer("tryon-client"), source, clock, tracing);
    }
}
