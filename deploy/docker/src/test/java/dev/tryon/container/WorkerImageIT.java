/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.bench.start.ImageRoot;
import dev.tryon.bench.start.ImageRun;
import dev.tryon.bench.start.RehearsalMain;
import dev.tryon.bench.worker.BenchStack;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path work;

    @SuppressWarnings("NullAway.Init")
    private static ImageRoot image;

    @BeforeAll
    static void layOut() throws IOException, InterruptedException {
        Images.skipUnlessTheyCanBeRun("WorkerImageIT");
        image = Images.layOut("worker", work.resolve("root"));
        RehearsalMain.rehearse(image);
    }

    @Test
    void paintsATryOnWithoutRightsOnAReadOnlyRoot() throws Exception {
        Path log = work.resolve("worker.log");
        try (BenchStack stack = BenchStack.start(work.resolve("stack"));
                ImageRun worker = ImageRun.start(image, stack, log)) {
            Images.print(String.format(
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
        Images.skipUnless("WorkerImageIT", DockerClientFactory.instance().isDockerAvailable(), "no Docker daemon answers");
        Path dockerfile = Files.writeString(work.resolve("Dockerfile"), """
                FROM scratch
                COPY . /
                USER 65532:65532
                ENTRYPOINT ["/app/jre/bin/java", "@/app/options"]
                """);
        String name = "tryon-worker-it:latest";
        Images.run(List.of(
                "docker",
                "build",
                "-q",
                "-t",
                name,
                "-f",
                dockerfile.toString(),
                image.folder().toString()));
        try {
            assertThat(Images.run(List.of("docker", "run", "--rm", "--read-only", "--cap-drop=ALL", name, "worker", "--help")))
                    .contains("--config");
        } finally {
            Images.run(List.of("docker", "image", "rm", "--force", name));
        }
    }
}
