/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.bench.start.ImageRoot;
import dev.tryon.bench.start.ImageRun;
import dev.tryon.bench.start.RehearsalMain;
import dev.tryon.bench.worker.BenchStack;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/**
 * The worker's image as a cluster would run it: no rights, nothing to write to but /tmp, and a try-on completes. Its root
 * folder is laid out and rehearsed by the programs of the image's build; what runs in it is started by chroot, and as a
 * container where a Docker daemon answers.
 */
class WorkerImageIT {

    private static final Path HOME =
            Path.of(System.getProperty("tryon.home", "../..")).toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path work;

    @SuppressWarnings("NullAway.Init")
    private static ImageRoot image;

    @BeforeAll
    static void layOut() throws IOException, InterruptedException {
        skipUnless(ImageRoot.whyNot().isEmpty(), ImageRoot.whyNot());
        Optional<Path> java = java25();
        skipUnless(java.isPresent(), "no JDK 25; set JAVA_25_HOME to one");
        image = new ImageRoot(work.resolve("root"));
        run(List.of(
                java.orElseThrow().toString(),
                HOME.resolve("deploy/docker/src/build/java/Assemble.java").toString(),
                HOME.toString(),
                "worker",
                image.folder().toString()));
        RehearsalMain.rehearse(image);
    }

    @Test
    void paintsATryOnWithoutRightsOnAReadOnlyRoot() throws Exception {
        Path log = work.resolve("worker.log");
        try (BenchStack stack = BenchStack.start(work.resolve("stack"));
                ImageRun worker = ImageRun.start(image, stack, log)) {
            print(String.format(
                    Locale.ROOT,
                    "worker image: %.0f MB, start to ready %.1f s",
                    image.bytes() / 1e6,
                    worker.startToReady().toMillis() / 1e3));

            TryOnEvent end = worker.tryOn();

            assertThat(end.hasCompleted()).as("%s%n%s", end, log).isTrue();
            assertThat(worker.stop()).as("exit code after SIGTERM").isIn(0, 143);
        }
    }

    @Test
    void holdsNoShellAndSaysWhatItHolds() throws IOException {
        String bom = Files.readString(image.folder().resolve("app/sbom.cdx.json"));

        try (Stream<Path> files = Files.walk(image.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("sh", "bash", "busybox", "apt", "dpkg");
        }
        try (Stream<Path> jars = Files.list(image.folder().resolve("app/lib"))) {
            assertThat(jars)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(jar -> assertThat(bom)
                            .contains("\"" + jar.getFileName().toString().replaceFirst("-\\d.*", "") + "\""));
        }
    }

    /** A container of that root folder says what commands it has. */
    @Test
    void runsAsAContainer() throws IOException, InterruptedException {
        skipUnless(DockerClientFactory.instance().isDockerAvailable(), "no Docker daemon answers");
        Path dockerfile = Files.writeString(work.resolve("Dockerfile"), """
                FROM scratch
                COPY . /
                USER 65532:65532
                ENTRYPOINT ["/app/jre/bin/java", "@/app/options"]
                """);
        String name = "tryon-worker-it:latest";
        run(List.of(
                "docker",
                "build",
                "-q",
                "-t",
                name,
                "-f",
                dockerfile.toString(),
                image.folder().toString()));
        try {
            assertThat(run(List.of("docker", "run", "--rm", "--read-only", "--cap-drop=ALL", name, "worker", "--help")))
                    .contains("--config");
        } finally {
            run(List.of("docker", "image", "rm", "--force", name));
        }
    }

    private static Optional<Path> java25() throws IOException {
        if (Runtime.version().feature() >= 25) {
            return Optional.of(Path.of(System.getProperty("java.home"), "bin/java"));
        }
        String told = System.getenv("JAVA_25_HOME");
        if (told != null) {
            return Optional.of(Path.of(told, "bin/java"));
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(installed)) {
            return folders.filter(folder -> folder.getFileName().toString().matches(".*\\b25\\b.*"))
                    .map(folder -> folder.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    /** Says why the test is skipped, where it is. */
    private static void skipUnless(boolean holds, String reason) {
        if (!holds) {
            print("WorkerImageIT skipped: " + reason);
        }
        Assumptions.assumeTrue(holds, reason);
    }

    @SuppressWarnings("SystemOut") // a figure that whoever runs the test wants to read
    private static void print(String line) {
        System.out.println(line);
    }
}
