/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook;

import dev.tryon.platform.admin.AdminServer;
import dev.tryon.platform.admin.Health;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.lifecycle.Lifecycle;
import dev.tryon.platform.lifecycle.LifecycleState;
import dev.tryon.platform.service.Service;
import dev.tryon.platform.telemetry.Meters;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.producer.webhook.address.CallableAddresses;
import dev.tryon.producer.webhook.address.CheckedTunnel;
import dev.tryon.producer.webhook.address.Network;
import dev.tryon.producer.webhook.call.Signature;
import dev.tryon.producer.webhook.call.TracedCalls;
import dev.tryon.producer.webhook.call.Trust;
import dev.tryon.producer.webhook.call.WebhookCaller;
import dev.tryon.producer.webhook.outbox.Backoff;
import dev.tryon.producer.webhook.outbox.CallLimits;
import dev.tryon.producer.webhook.outbox.WebhookOutbox;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A caller of webhooks, composed: every part in start order, closed newest first. A stop takes no more events in, waits
 * for the calls in hand, and leaves the rest to others or to its next start. Thread-safe.
 */
public final class WebhooksApp implements Service {
    /** Everything that it reads from its configuration. */
    public static final List<Class<?>> MAPPINGS = List.of(WebhooksConfig.class, TelemetryConfig.class);

    private static final int THREADS = 16;

    private final Lifecycle lifecycle = new Lifecycle();
    private final Closing closing = new Closing();
    private final Health health = new Health();
    private final Configuration configuration;
    private final Clock clock;
    private int adminPort;

    public WebhooksApp(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    @Override
    public WebhooksApp start() {
        lifecycle.advance(LifecycleState.STARTING);
        try {
            compose();
            lifecycle.advance(LifecycleState.RUNNING);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void compose() {
        WebhooksConfig config = configuration.get(WebhooksConfig.class);
        String id = config.id().orElseGet(() -> "webhooks-" + UUID.randomUUID());
        Map<String, List<String>> secrets = secrets(config);
        CallableAddresses addresses = new CallableAddresses(InetAddress::getAllByName, networks(config));
        Backoff backoff = checked(
                "tryon.webhooks.retries",
                () -> new Backoff(config.retries().first(), config.retries().longest()));

        Meters meters = closing.add(new Meters().bindJvm());
        adminPort = closing.add(AdminServer.start(
                        new InetSocketAddress(config.adminHost(), config.adminPort()), health, meters.registry()))
                .port();
        WebhooksMetrics metrics = new WebhooksMetrics(meters.registry());
        Tracing tracing = closing.add(OtlpTracing.open(configuration.get(TelemetryConfig.class), "tryon-webhooks", id))
                .tracing();

        CheckedTunnel tunnel = closing.add(CheckedTunnel.start(addresses, config.timeout()));
        WebhookCaller caller = new WebhookCaller(
                tunnel.address(),
                addresses,
                checked(
                        "tryon.webhooks.certificates",
                        () -> config.certificates().map(Trust::with).orElseGet(Trust::ofJdk)),
                secrets,
                config.timeout(),
                threads(),
                clock);
        KafkaClients kafka = new KafkaClients(kafkaProperties());
        WebhookOutbox outbox = closing.add(new WebhookOutbox(
                        new WebhookOutbox.Parts(
                                kafka.groupReader(WebhookOutbox.GROUP, id),
                                kafka.committedReader(id + "-outbox"),
                                kafka.producer(id),
                                new CallLimits(
                                        config.calls(),
                                        config.callsPerHost(),
                                        config.pending(),
                                        config.retries().giveUpAfter(),
                                        config.drain()),
                                backoff,
                                metrics,
                                clock,
                                new SecureRandom()),
                        new TracedCalls(tracing, caller::call)::call))
                .start();
        metrics.watch(outbox);
        health.liveWhen(() -> healthy(outbox));
        health.readyWhen(() -> healthy(outbox));
    }

    /** Where health and metrics are served, once started. */
    public int adminPort() {
        return adminPort;
    }

    @Override
    public boolean alive() {
        return health.live().up();
    }

    @Override
    public void close() {
        if (!lifecycle.advance(LifecycleState.DRAINING)) {
            return;
        }
        health.readyWhen(() -> Health.Status.down("draining"));
        health.liveWhen(() -> Health.Status.up("draining"));
        closing.close();
        lifecycle.advance(LifecycleState.STOPPED);
    }

    private static Health.Status healthy(WebhookOutbox outbox) {
        return outbox.alive()
                ? Health.Status.up(outbox.pending() + " calls to make")
                : Health.Status.down("the thread that calls webhooks has died");
    }

    private ExecutorService threads() {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "webhook-call");
            thread.setDaemon(true);
            return thread;
        });
        closing.add(threads::shutdown);
        return threads;
    }

    private Map<String, String> kafkaProperties() {
        Map<String, String> properties = new HashMap<>(configuration.kafkaProperties());
        properties.putIfAbsent("allow.auto.create.topics", "false");
        return properties;
    }

    private static Map<String, List<String>> secrets(WebhooksConfig config) {
        Map<String, List<String>> secrets = new HashMap<>();
        config.tenants().forEach((name, tenant) -> {
            tenant.secrets()
                    .forEach(secret ->
                            checked("tryon.webhooks.tenants." + name + ".secrets", () -> Signature.secret(secret)));
            secrets.put(name, List.copyOf(tenant.secrets()));
        });
        return secrets;
    }

    private static List<Network> networks(WebhooksConfig config) {
        return config.privateNetworks().orElse(List.of()).stream()
                .map(text -> checked("tryon.webhooks.private-networks", () -> Network.parse(text)))
                .toList();
    }

    private static <T> T checked(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(key + ": " + e.getMessage(), e);
        }
    }
}
