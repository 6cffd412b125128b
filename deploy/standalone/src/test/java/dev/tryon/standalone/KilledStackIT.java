/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.cli.StackConnection;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole local stack, killed as a power cut would, loses nothing. */
@SuppressWarnings("NullAway.Init")
class KilledStackIT {

    private static final Duration START = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("stops when asked").isTrue();
    }

    @Test
    void completesJobThatWasInHandWhenItWasKilled() throws Exception {
        DemoSamples.Pair sample = DemoSamples.write(folder.resolve("samples")).get(0);
        process = up();
        StackConnection connection = connection();
        TryOnRequest request = request(connection, sample);
        // A hundred steps take long enough to be killed in the middle of.
        killWhenStarted(connection.kafka(), request);

        process = up();

        TryOnEvent end = end(connection().kafka(), request);
        assertThat(end.hasCompleted()).as(end.toString()).isTrue();
        assertThat(end.getCompleted().getProvenance().getWorker())
                .as("done by the second process")
                .endsWith("-" + process.pid());
    }

    private void killWhenStarted(KafkaClients kafka, TryOnRequest request) throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        try (TryOnResults results = TryOnResults.listen(ResultsReader.open(kafka.reader("test"), ReadFrom.now()));
                Expectation unused = results.expect(request.getRequestId(), event -> {
                    if (event.hasProgress()) {
                        working.countDown();
                    }
                });
                TryOnClient client = new TryOnClient(kafka, kafka.producer("test"), "/tryon/test", Clock.systemUTC())) {
            client.submit(request).join();
            assertThat(working.await(2, TimeUnit.MINUTES)).as("denoising").isTrue();
            process.destroyForcibly().waitFor();
            assertThat(unused.ended()).isNotDone();
        }
    }

    private static TryOnEvent end(KafkaClients kafka, TryOnRequest request) throws Exception {
        try (TryOnResults results = TryOnResults.listen(
                        ResultsReader.open(kafka.reader("test"), ReadFrom.since(java.time.Instant.EPOCH)));
                Expectation expected = results.expect(request.getRequestId())) {
            return expected.await(Duration.ofMinutes(4)).orElseThrow();
        }
    }

    private static TryOnRequest request(StackConnection connection, DemoSamples.Pair sample) {
        try (var store = connection.imageStore()) {
            PictureUploads uploads = new PictureUploads(store, connection.bucket(), 1 << 26);
            return TryOnRequests.forTenant("demo")
                    .subject(uploads.upload(sample.person()))
                    .step(Expert.EXPERT_TOP, uploads.upload(sample.product()), with -> with.steps(100))
                    .output("s3://" + connection.bucket() + "/results")
                    .build();
        }
    }

    private StackConnection connection() {
        Path file = folder.resolve("local").resolve("stack.properties");
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(process.isAlive())
                    .as("tryon up runs; it said: " + said())
                    .isTrue();
            return said().contains("tryon is up.");
        });
        return StackConnection.resolve(Map.of(), Map.of(), file);
    }

    private String said() throws IOException {
        Path log = folder.resolve("up.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private Process up() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TryOnMain.class.getName(),
                "up"));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(List.of(
                "--bundles",
                Path.of("..", "..", "experts").toAbsolutePath().normalize().toString()));
        command.addAll(List.of("--kafka-port", "0", "--s3-port", "0", "--admin-port", "0", "--gateway-port", "0"));
        command.addAll(List.of("--set", "tryon.worker.slots=1", "--set", "tryon.worker.threads=1"));
        File log = folder.resolve("up.log").toFile();
        Files.deleteIfExists(log.toPath());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("TRYON_HOME", folder.toString());
        return builder.start();
    }
}
