/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.platform.kafka.KafkaClients;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As KEDA asks: over gRPC, about a real broker. */
class ExternalScalerIT {
    private static final ScalingSettings SETTINGS = new ScalingSettings(
            new ScalingGoals(Duration.ofSeconds(10), Duration.ofMinutes(30), Duration.ofSeconds(60), 0.7, 10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10));

    @TempDir
    private Path folder;

    @Test
    void aPoolAtZeroIsWokenWithinASecondOfItsFirstRequest() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder)) {
            KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
            Scaler scaler = new Scaler(SETTINGS, Map::of, expert -> 0);
            try (Admin admin = kafka.admin("test");
                    PoolWatch pools = new PoolWatch(
                            new RequestTopics(admin),
                            new JobsUnderWay(Duration.ofMinutes(10)),
                            new ServiceTimes(2),
                            Clock.systemUTC());
                    ScalerServer server =
                            ScalerServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), scaler);
                    Producer<byte[], byte[]> producer = kafka.producer("test")) {
                new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
                pools.listen(scaler::look);
                pools.start(Duration.ofMillis(400));
                // A scheduler that runs: its first look, on a broker this new, takes seconds of its own.
                long unseen = PoolStates.unknown().version();
                await().atMost(Duration.ofMinutes(1)).until(() -> pools.latest().version() > unseen);
                ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                        .usePlaintext()
                        .build();
                try {
                    var keda = ExternalScalerGrpc.newBlockingStub(channel);
                    ScaledObjectRef top = pool("top");
                    Iterator<IsActiveResponse> stream = keda.streamIsActive(top);
                    assertThat(stream.next().getResult()).as("at first").isFalse();
                    assertThat(keda.isActive(top).getResult()).isFalse();

                    producer.send(new ProducerRecord<>(
                                    Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE), new byte[] {1}))
                            .get();
                    long sent = System.nanoTime();
                    IsActiveResponse next = stream.next();
                    while (!next.getResult()) { // The first look may tell anew what was known.
                        next = stream.next();
                    }
                    assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(1));

                    assertThat(keda.isActive(top).getResult()).isTrue();
                    assertThat(keda.isActive(pool("shoes")).getResult()).isFalse();
                    var spec = keda.getMetricSpec(top).getMetricSpecs(0);
                    assertThat(spec.getTargetSizeFloat()).isEqualTo(1);
                    var value = keda.getMetrics(GetMetricsRequest.newBuilder()
                                    .setScaledObjectRef(top)
                                    .setMetricName(spec.getMetricName())
                                    .build())
                            .getMetricValues(0);
                    assertThat(value.getMetricName()).isEqualTo(spec.getMetricName());
                    assertThat(value.getMetricValueFloat())
                            .isEqualTo(scaler.of(Expert.EXPERT_TOP).replicas())
                            .isPositive();
                    assertThatThrownBy(() -> keda.isActive(pool("hat")))
                            .isInstanceOf(StatusRuntimeException.class)
                            .hasMessageContaining("'hat'");
                } finally {
                    channel.shutdownNow();
                }
            }
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
