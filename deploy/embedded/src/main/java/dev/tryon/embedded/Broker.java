/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * One run of a broker and its controller on a formatted log folder, put together as {@link KafkaRaftServer} does it. Not
 * that class itself: it binds ports that are named beforehand, ends the JVM on a fault, and a start that fails half-way
 * leaves threads of it behind. Thread-safe.
 */
final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final BrokerSockets sockets;
    private final int port;
    private final Metrics metrics;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
    private boolean closed;

    private Broker(Properties properties, BrokerSockets sockets) {
        this.sockets = sockets;
        this.port = sockets.clientPort();
        KafkaConfig config = KafkaConfig.fromProps(properties, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> logFolder =
                KafkaRaftServer.initializeLogDirs(config, LOG, "");
        this.metrics = Server.initializeMetrics(
                config, Time.SYSTEM, logFolder._1().clusterId().orElseThrow());
        SharedServer shared = new SharedServer(
                config,
                logFolder._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(Map.of(BrokerProperties.NODE_ID, sockets.controllerAddress())),
                List.of(),
                (name, fatal, action) -> new BrokerFaultHandler(name, fatal, action, fault),
                sockets);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logFolder._2());
        this.broker = new BrokerServer(shared);
    }

    static Broker start(Path logFolder, EmbeddedKafkaConfig config) {
        BrokerSockets sockets = BrokerSockets.bind(config.port());
        Properties properties = BrokerProperties.of(
                logFolder, sockets.clientPort(), sockets.controllerAddress().getPort(), config.properties());
        Broker broker;
        try {
            broker = new Broker(properties, sockets);
        } catch (RuntimeException e) {
            sockets.close();
            throw notStarted(logFolder, e);
        }
        try {
            BrokerFaults.watch(broker.fault);
            broker.controller.startup();
            broker.broker.startup();
            return broker;
        } catch (Throwable e) { // Scala code throws checked exceptions without saying so.
            broker.close();
            throw notStarted(logFolder, e);
        }
    }

    private static EmbeddedServerException notStarted(Path logFolder, Throwable cause) {
        return new EmbeddedServerException("embedded Kafka on " + logFolder + " did not start: " + cause, cause);
    }

    String address() {
        return Ports.HOST + ":" + port;
    }

    Optional<String> fault() {
        return Optional.ofNullable(fault.get());
    }

    /** Bounded, because a broker that a fault has stopped half-way may wait for itself for ever. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread shutdown = new Thread(this::shutDown, "embedded-kafka-close");
        shutdown.setDaemon(true);
        shutdown.start();
        try {
            shutdown.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (shutdown.isAlive()) {
            LOG.atError().addKeyValue("limit", CLOSE_LIMIT).log("embedded Kafka did not stop in time: left behind");
        }
        BrokerFaults.forget(fault);
    }

    private void shutDown() {
        step(broker::shutdown);
        step(controller::shutdown);
        step(metrics::close);
        step(sockets::close);
    }

    private static void step(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("a part of embedded Kafka did not stop cleanly");
        }
    }
}
