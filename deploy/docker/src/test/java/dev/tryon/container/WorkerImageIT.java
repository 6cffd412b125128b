/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The worker's image as a cluster would run it: no rights, nothing to write to but /tmp, and a try-on completes. */
class WorkerImageIT {

    private static final Path HOME =
            Path.of(System.getProperty("tryon.home", "../..")).toAbsolutePath().normalize();
    private static final String BUCKET = "pictures";

    @TempDir
    Path work;

    @Test
    void paintsATryOnWithoutRightsOnAReadOnlyRoot() throws Exception {
        requireDocker();
        ScratchImage image = new ScratchImage(HOME, work);
        String name = image.build();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(work.resolve("kafka"));
                EmbeddedS3 s3 = EmbeddedS3.start(work.resolve("s3"))) {
            s3.createBucket(BUCKET);
            KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
            try (Admin admin = clients.admin("image-it")) {
                new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            }
            Map<String, String> store = Map.of(
                    "tryon.s3.endpoint", s3.endpoint().toString(),
                    "tryon.s3.access-key", s3.accessKey(),
                    "tryon.s3.secret-key", s3.secretKey(),
                    "tryon.s3.path-style", "true",
                    "tryon.s3.buckets.\"*\"", BUCKET);
            try (GenericContainer<?> worker = worker(name, store, kafka.bootstrapServers(), freePort())) {
                worker.start();
                Instant ready = Instant.now();
                Instant started = Instant.parse(Objects.requireNonNull(
                        worker.getContainerInfo().getState().getStartedAt()));
                print(
                        "worker image: %.0f MB, start to ready %.1f s (Java %s, seven experts)",
                        image.bytes() / 1e6, Duration.between(started, ready).toMillis() / 1e3, Runtime.version());

                TryOnEvent end = tryOn(clients, store);

                assertThat(end.hasCompleted())
                        .as("%s%n%s", end, worker.getLogs())
                        .isTrue();
            }
        } finally {
            image.remove();
        }
    }

    private static GenericContainer<?> worker(String image, Map<String, String> store, String kafka, int adminPort) {
        List<String> command = new ArrayList<>(List.of(
                "worker",
                "--set",
                "tryon.kafka.bootstrap.servers=" + kafka,
                "--set",
                "tryon.worker.bundles=/app/experts",
                "--set",
                "tryon.worker.admin-port=" + adminPort));
        store.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return new GenericContainer<>(image)
                .withImagePullPolicy(any -> false)
                .withNetworkMode("host") // the embedded servers listen on 127.0.0.1
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withReadonlyRootfs(true)
                        .withCapDrop(com.github.dockerjava.api.model.Capability.ALL)
                        .withTmpFs(Map.of("/tmp", "rw,exec,mode=1777")))
                .withCommand(command.toArray(String[]::new))
                .waitingFor(Wait.forLogMessage(".*WorkerMain ready.*", 1))
                .withStartupTimeout(Duration.ofMinutes(5));
    }

    private TryOnEvent tryOn(KafkaClients clients, Map<String, String> settings) throws Exception {
        DemoSamples.Pair pair = DemoSamples.write(work.resolve("samples")).get(0);
        S3Config config = Configuration.read(List.of(S3Config.class), null, Map.of(), settings)
                .get(S3Config.class);
        try (S3ImageStore store = S3Clients.imageStore(config);
                TryOnClient client =
                        new TryOnClient(clients, clients.producer("image-it"), "/tryon/it", Clock.systemUTC());
                TryOnResults results =
                        TryOnResults.listen(ResultsReader.open(clients.reader("image-it"), ReadFrom.now()))) {
            PictureUploads uploads = new PictureUploads(store, BUCKET, 1 << 28);
            var request = TryOnRequests.forTenant("it")
                    .subject(uploads.upload(pair.person()))
                    .step(Expert.EXPERT_TOP, uploads.upload(pair.product()), step -> {})
                    .output("s3://" + BUCKET + "/results")
                    .build();
            try (Expectation expectation = results.expect(request.getRequestId(), event -> {})) {
                client.submit(request).join();
                return expectation.await(Duration.ofMinutes(5)).orElseThrow();
            }
        }
    }

    /** Says why the test is skipped, where it is. */
    private static void requireDocker() {
        skipUnless("Linux".equals(System.getProperty("os.name")), "the image is for Linux");
        skipUnless("root".equals(System.getProperty("user.name")), "making the image's root folder needs root");
        skipUnless(DockerClientFactory.instance().isDockerAvailable(), "no Docker daemon answers");
    }

    private static void skipUnless(boolean holds, String reason) {
        if (!holds) {
            print("WorkerImageIT skipped: %s", reason);
        }
        Assumptions.assumeTrue(holds, reason);
    }

    @SuppressWarnings("SystemOut") // a figure that whoever runs the test wants to read
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
