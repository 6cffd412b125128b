/* SPDX-License-Identifier: Apache-2.0 */
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs a worker from the root folder that {@link Assemble} laid out, against a real broker and a real S3 endpoint, lets it
 * do one try-on and stop; the JVM then writes what it has loaded and linked to an archive in that folder. From the
 * archive the image starts in a fraction of the time. Every path must be the image's own, which the archive holds the
 * JVM to: in a Dockerfile {@code /app} is a link to that folder; elsewhere the root is entered by chroot, in a mount
 * namespace of its own, which needs root.
 *
 * <p>Usage: {@code java -cp CLASS_PATH_OF_STANDALONE Rehearse.java ROOT}
 */
final class Rehearse {

    private static final String BUCKET = "rehearsal";

    private final Path root;
    private final int adminPort;

    private Rehearse(Path root) throws IOException {
        this.root = root;
        try (ServerSocket free = new ServerSocket(0)) {
            adminPort = free.getLocalPort();
        }
    }

    public static void main(String[] arguments) throws Exception {
        new Rehearse(Path.of(arguments[0]).toAbsolutePath()).run();
        System.exit(0); // whatever an embedded server still runs
    }

    private void run() throws Exception {
        Path work = Files.createTempDirectory("rehearsal");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.of(work.resolve("kafka")));
                EmbeddedS3 s3 = EmbeddedS3.start(EmbeddedS3Config.of(work.resolve("s3")))) {
            s3.createBucket(BUCKET);
            KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
            try (Admin admin = clients.admin("rehearsal")) {
                new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            }
            Map<String, String> settings = Map.of(
                    "tryon.s3.endpoint", s3.endpoint().toString(),
                    "tryon.s3.access-key", s3.accessKey(),
                    "tryon.s3.secret-key", s3.secretKey(),
                    "tryon.s3.path-style", "true",
                    "tryon.s3.buckets.\"*\"", BUCKET);
            Process worker = worker(settings, kafka.bootstrapServers());
            try {
                awaitReady(worker);
                tryOn(clients, settings, work);
            } finally {
                worker.destroy(); // SIGTERM: an orderly stop, at whose end the archive is written
            }
            if (!worker.waitFor(3, TimeUnit.MINUTES)) {
                worker.destroyForcibly();
                throw new IllegalStateException("the rehearsing worker did not stop within 3 minutes");
            }
        }
        Files.delete(root.resolve("app/rehearsal.options"));
        for (String folder : List.of("proc", "dev")) { // mount points, empty outside the worker's namespace
            Files.deleteIfExists(root.resolve(folder));
        }
        Path archive = root.resolve(archive());
        if (!Files.exists(archive)) {
            throw new IllegalStateException("the worker stopped, but wrote no " + archive);
        }
        System.out.printf("%s: %d MB%n", archive.getFileName(), Files.size(archive) / 1_000_000);
    }

    private static String archive() {
        return modern() ? "app/classes.aot" : "app/classes.jsa";
    }

    private static boolean modern() {
        return Runtime.version().feature() >= 25;
    }

    private Process worker(Map<String, String> settings, String kafka) throws IOException {
        List<String> options = new ArrayList<>(Files.readAllLines(root.resolve("app/options")));
        options.removeIf(option -> option.startsWith("-XX:AOTCache") || option.startsWith("-XX:SharedArchiveFile"));
        options.add(0, (modern() ? "-XX:AOTCacheOutput=/" : "-XX:ArchiveClassesAtExit=/") + archive());
        Files.write(root.resolve("app/rehearsal.options"), options);
        List<String> command = new ArrayList<>(entering());
        command.addAll(List.of(
                "/app/jre/bin/java", "@/app/rehearsal.options", "worker",
                "--set", "tryon.kafka.bootstrap.servers=" + kafka,
                "--set", "tryon.worker.bundles=/app/experts",
                "--set", "tryon.worker.admin-port=" + adminPort));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(Map.of(
                "HOME", "/tmp",
                "DJL_CACHE_DIR", "/app/native/djl",
                "PYTORCH_LIBRARY_PATH", "/app/native/pytorch",
                "PYTORCH_VERSION", "2.7.1",
                "PYTORCH_FLAVOR", "cpu",
                "OMP_WAIT_POLICY", "PASSIVE"));
        return builder.start();
    }

    /** Words before a command that make {@code /app} mean this root's. */
    private List<String> entering() throws IOException {
        if (Files.exists(Path.of("/app")) && Files.isSameFile(Path.of("/app"), root.resolve("app"))) {
            return List.of();
        }
        for (String folder : List.of("proc", "dev")) {
            Files.createDirectories(root.resolve(folder));
        }
        return List.of(
                "unshare", "--mount", "sh", "-c",
                "mount --rbind /proc \"$0/proc\" && mount --rbind /dev \"$0/dev\" && exec chroot \"$0\" \"$@\"",
                root.toString());
    }

    private void awaitReady(Process worker) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (System.nanoTime() < deadline) {
            if (worker.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the rehearsing worker ended with " + worker.exitValue());
            }
            try {
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
        }
        throw new IllegalStateException("the rehearsing worker was not ready within 5 minutes");
    }

    private static void tryOn(KafkaClients clients, Map<String, String> settings, Path work) throws Exception {
        DemoSamples.Pair pair = DemoSamples.write(work.resolve("samples")).get(0);
        S3Config s3 = Configuration.read(List.of(S3Config.class), null, Map.of(), settings).get(S3Config.class);
        try (S3ImageStore store = S3Clients.imageStore(s3);
                TryOnClient client = new TryOnClient(
                        clients, clients.producer("rehearsal"), "/tryon/rehearsal", Clock.systemUTC());
                TryOnResults results =
                        TryOnResults.listen(ResultsReader.open(clients.reader("rehearsal"), ReadFrom.now()))) {
            PictureUploads uploads = new PictureUploads(store, BUCKET, 1 << 28);
            var request = TryOnRequests.forTenant("rehearsal")
                    .subject(uploads.upload(pair.person()))
                    .step(Expert.EXPERT_TOP, uploads.upload(pair.product()), step -> {})
                    .output("s3://" + BUCKET + "/results")
                    .build();
            try (Expectation end = results.expect(request.getRequestId(), event -> {})) {
                client.submit(request).join();
                TryOnEvent event = end.await(Duration.ofMinutes(5)).orElseThrow();
                if (!event.hasCompleted()) {
                    throw new IllegalStateException("the rehearsal's try-on did not complete: " + event);
                }
            }
        }
    }
}
