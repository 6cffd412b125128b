/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import dev.tryon.scheduler.pools.JobsUnderWay;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.scheduler.pools.PoolWatch;
import dev.tryon.scheduler.pools.RequestTopics;
import dev.tryon.scheduler.pools.ServiceTimes;
import dev.tryon.scheduler.scaling.keda.ExternalScalerGrpc;
import dev.tryon.scheduler.scaling.keda.GetMetricsRequest;
import dev.tryon.scheduler.scaling.keda.IsActiveResponse;
import dev.tryon.scheduler.scaling.keda.ScaledObjectRef;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As KEDA asks: over gRPC, about a real broker. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalScalerIT {
    private static final Logger log = LoggerFactory.getLogger(ExternalScalerIT.class);
    private static final ScalingSettings SETTINGS = new ScalingSettings(
            new ScalingGoals(Duration.ofSeconds(10), Duration.ofMinutes(30), Duration.ofSeconds(60), 0.7, 10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10));

    @TempDir
    private static Path folder;

    private static EmbeddedKafka broker;
    private static KafkaClients kafka;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.start(folder);
        kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (Admin admin = kafka.admin("topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXPERT_UNSPECIFIED", "UNRECOGNIZED", "EXPERT_TOP", "EXPERT_DRESS"})
    @Order(1) // Of the first, nobody has asked this broker about a group before, but who made the topics.
    void aSchedulerThatHasJustStartedWakesAPoolWithinASecondOfItsFirstRequest(Expert expert) throws Exception {
        try (Scaling scaling = new Scaling();
                Producer<byte[], byte[]> producer = kafka.producer("test")) {
            producer.partitionsFor(Topics.requests(expert, Lane.LANE_INTERACTIVE));
            Iterator<IsActiveResponse> stream = scaling.keda.streamIsActive(pool(ExpertNames.name(expert)));
            assertThat(stream.next().getResult()).as("at first").isFalse();

            scaling.start();
            Duration woken = untilActive(stream, expert, producer);

            assertThat(woken).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    @Order(2)
    void aPoolAtZeroIsWokenWithinASecondOfItsFirstRequest() throws Exception {
        try (Scaling scaling = new Scaling();
                Producer<byte[], byte[]> producer = kafka.producer("test")) {
            scaling.start();
            long unseen = PoolStates.unknown().version();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> scaling.pools.latest().version() > unseen);
            ScaledObjectRef top = pool("top");
            Iterator<IsActiveResponse> stream = scaling.keda.streamIsActive(top);
            assertThat(stream.next().getResult()).as("at first").isFalse();
            assertThat(scaling.keda.isActive(top).getResult()).isFalse();

            Duration woken = untilActive(stream, Expert.EXPERT_TOP, producer);

            assertThat(woken).isLessThan(Duration.ofSeconds(1));
            assertThat(scaling.keda.isActive(top).getResult()).isTrue();
            assertThat(scaling.keda.isActive(pool("dress")).getResult()).isFalse();
            var spec = scaling.keda.getMetricSpec(top).getMetricSpecs(0);
            assertThat(spec.getTargetSizeFloat()).isEqualTo(1);
            var value = scaling.keda
                    .getMetrics(GetMetricsRequest.newBuilder()
                            .setScaledObjectRef(top)
                            .setMetricName(spec.getMetricName())
                            .build())
                    .getMetricValues(0);
            assertThat(value.getMetricName()).isEqualTo(spec.getMetricName());
            assertThat(value.getMetricValueFloat())
                    .isEqualTo(scaling.scaler.of(Expert.EXPERT_TOP).replicas())
                    .isPositive();
            assertThatThrownBy(() -> scaling.keda.isActive(pool("hat")))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("'hat'");
        }
    }

    /** Sends a request and returns how long after it the stream says that the pool is active. */
    private static Duration untilActive(
            Iterator<IsActiveResponse> stream, Expert expert, Producer<byte[], byte[]> producer) throws Exception {
        producer.send(new ProducerRecord<>(Topics.requests(expert, Lane.LANE_INTERACTIVE), new byte[] {1}))
                .get();
        long sent = System.nanoTime();
        IsActiveResponse next = stream.next();
        while (!next.getResult()) { // The first look may tell anew what was known.
            next = stream.next();
        }
        Duration woken = Duration.ofNanos(System.nanoTime() - sent);
        log.atInfo()
                .addKeyValue("expert", expert)
                .addKeyValue("millis", woken.toMillis())
                .log("pool woken");
        return woken;
    }

    /** What of a scheduler KEDA has to do with, and KEDA's side of it. */
    private static final class Scaling implements AutoCloseable {
        final Scaler scaler = new Scaler(SETTINGS, Map::of, expert -> 0);
        final Admin admin = kafka.admin("pools");
        final PoolWatch pools = new PoolWatch(
                new RequestTopics(admin),
                new JobsUnderWay(Duration.ofMinutes(10)),
                new ServiceTimes(2),
                Clock.systemUTC());
        final ScalerServer server =
                ScalerServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), scaler);
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        final ExternalScalerGrpc.ExternalScalerBlockingStub keda = ExternalScalerGrpc.newBlockingStub(channel);

        void start() {
            pools.listen(scaler::look);
            pools.start(Duration.ofMillis(400));
        }

        @Override
        public void close() {
            channel.shutdownNow();
            server.close();
            pools.close();
            admin.close();
        }
    }

    private static ScaledObjectRef pool(String expert) {
        return ScaledObjectRef.newBuilder()
                .setName("tryon-worker-" + expert)
                .setNamespace("tryon")
                .putScalerMetadata("expert", expert)
                .build();
    }
}
