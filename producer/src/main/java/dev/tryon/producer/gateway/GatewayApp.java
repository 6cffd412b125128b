/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import dev.tryon.platform.admin.AdminServer;
import dev.tryon.platform.admin.Health;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.lifecycle.Lifecycle;
import dev.tryon.platform.lifecycle.LifecycleState;
import dev.tryon.platform.s3.BucketAccess;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.service.Service;
import dev.tryon.platform.telemetry.Meters;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.campaign.CampaignBoard;
import dev.tryon.producer.campaign.CampaignClient;
import dev.tryon.producer.gateway.http.Followers;
import dev.tryon.producer.gateway.http.GatewayServer;
import dev.tryon.producer.gateway.view.RecentRequests;
import dev.tryon.producer.idempotency.Claims;
import dev.tryon.producer.idempotency.IdempotentSubmissions;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.why.LanePlaces;
import dev.tryon.producer.why.RetryBoard;
import dev.tryon.producer.why.Whereabouts;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * A gateway, composed: every part in start order, closed newest first. Start: admin server (not ready), store and
 * producer, what Kafka says of recent requests, campaigns and keys, HTTP, ready. Stop: not ready, no more requests, what
 * is under way answered, then everything else. Thread-safe.
 */
public final class GatewayApp implements Service {

    /** Everything that a gateway reads from its configuration. */
    public static final List<Class<?>> MAPPINGS = List.of(GatewayConfig.class, S3Config.class, TelemetryConfig.class);

    private static final Duration READ_BACK = Duration.ofMinutes(2);
    private static final int REMEMBERED_KEYS = 1_000_000;

    private final Lifecycle lifecycle = new Lifecycle();
    private final Closing closing = new Closing();
    private final Health health = new Health();
    private final Configuration configuration;
    private final Clock clock;
    private @Nullable GatewayServer server;
    private int adminPort;

    public GatewayApp(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Returns when requests are let in; on a failure everything that had started is closed. */
    @Override
    public GatewayApp start() {
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
        GatewayConfig config = configuration.get(GatewayConfig.class);
        S3Config s3 = configuration.get(S3Config.class);
        AccessFromConfig access = new AccessFromConfig(config, new BucketAccess(s3.buckets()), clock);
        String id = config.id().orElseGet(() -> "gateway-" + UUID.randomUUID());

        Meters meters = closing.add(new Meters().bindJvm());
        adminPort = closing.add(AdminServer.start(
                        new InetSocketAddress(config.adminHost(), config.adminPort()), health, meters.registry()))
                .port();
        GatewayMetrics metrics = new GatewayMetrics(meters.registry());
        Tracing tracing = closing.add(OtlpTracing.open(configuration.get(TelemetryConfig.class), "tryon-gateway", id))
                .tracing();

        KafkaClients kafka = new KafkaClients(kafkaProperties(config));
        Producer<byte[], byte[]> producer = closing.add(kafka.producer(id));
        TryOnClient client = closing.add(new TryOnClient(kafka, producer, "/tryon/gateway", clock, tracing));
        Claims claims = closing.add(
                        new Claims(producer, kafka.reader(id + "-claims"), REMEMBERED_KEYS, config.acceptTimeout()))
                .start();
        CampaignBoard board = closing.add(new CampaignBoard(kafka.committedReader(id + "-campaigns")))
                .start();
        ReadFrom from = ReadFrom.since(clock.instant().minus(config.view().window()));
        RecentRequests recent = closing.add(new RecentRequests(
                        ResultsReader.open(kafka.committedReader(id + "-results"), from),
                        config.view().requests()))
                .start();
        metrics.watch(recent);
        RetryBoard retries = closing.add(new RetryBoard(
                        kafka.committedReader(id + "-retries"),
                        from,
                        config.view().requests(),
                        clock))
                .start();
        LanePlaces places = new LanePlaces(closing.add(kafka.admin(id + "-places")));
        awaitReadBack(claims, board, recent, retries);
        Followers followers = closing.add(new Followers(recent, config.limits().followers()));
        server = closing.add(GatewayServer.start(
                config,
                new GatewayServer.Parts(
                        access.access(),
                        client,
                        new IdempotentSubmissions(client, claims),
                        new CampaignClient(producer, "/tryon/gateway", clock),
                        board,
                        recent,
                        followers,
                        new Whereabouts(places, retries),
                        closing.add(S3Clients.imageStore(s3)),
                        metrics,
                        clock)));
        health.liveWhen(() -> healthy(claims, board, recent, retries));
        health.readyWhen(() -> healthy(claims, board, recent, retries));
    }

    /** Whether all threads that a request needs are there; when not, the process should end and be started anew. */
    @Override
    public boolean alive() {
        return health.live().up();
    }

    /** Where requests are taken. */
    public int port() {
        return server().port();
    }

    /** What takes requests. */
    public GatewayServer server() {
        if (server == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        return server;
    }

    /** Where health and metrics are served, once started. */
    public int adminPort() {
        return adminPort;
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

    private static Health.Status healthy(
            Claims claims, CampaignBoard board, RecentRequests recent, RetryBoard retries) {
        return claims.alive() && board.alive() && recent.alive() && retries.alive()
                ? Health.Status.up("taking requests")
                : Health.Status.down("a thread that reads from Kafka has died");
    }

    /** A client is told within the time that it was promised, not after Kafka's two minutes. */
    private Map<String, String> kafkaProperties(GatewayConfig config) {
        Map<String, String> properties = new HashMap<>(configuration.kafkaProperties());
        long millis = config.acceptTimeout().toMillis();
        properties.putIfAbsent("delivery.timeout.ms", Long.toString(millis));
        properties.putIfAbsent("request.timeout.ms", Long.toString(Math.max(500, millis / 2)));
        properties.putIfAbsent("max.block.ms", Long.toString(Math.max(500, millis / 4)));
        properties.putIfAbsent("allow.auto.create.topics", "false");
        return properties;
    }

    /** An instance that does not know yet what was claimed must not take keys. */
    private static void awaitReadBack(Claims claims, CampaignBoard board, RecentRequests recent, RetryBoard retries) {
        try {
            if (!claims.awaitCaughtUp(READ_BACK)
                    || !board.awaitCaughtUp(READ_BACK)
                    || !recent.awaitCaughtUp(READ_BACK)
                    || !retries.awaitCaughtUp(READ_BACK)) {
                throw new InvalidConfigurationException(
                        "Kafka could not be read back within " + READ_BACK.toSeconds()
                                + " s; check that it runs, and that tryon topics apply has made the topics",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading back", e);
        }
    }
}
