/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.start.ImageRoot;
import dev.tryon.bench.start.ImageRun;
import dev.tryon.bench.start.RehearsalMain;
import dev.tryon.bench.worker.BenchStack;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

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

    /** Where a daemon answers: an image from scratch that holds the root folder, with what a restricted pod may do. */
    @Test
    void paintsATryOnAsAContainer() throws Exception {
        Images.skipUnless(
                "WorkerImageIT", DockerClientFactory.instance().isDockerAvailable(), "no Docker daemon answers");
        String name = "tryon-worker-it:latest";
        buildFromScratch(name);
        int port = JavaProcess.freePort();
        try (BenchStack stack = BenchStack.start(work.resolve("container-stack"));
                GenericContainer<?> worker = new GenericContainer<>(name)) {
            worker.withNetworkMode("host") // broker and S3 endpoint listen on this host's loopback
                    .withTmpFs(Map.of("/tmp", "rw,exec")) // zstd unpacks its native library there
                    .withCreateContainerCmdModifier(container -> requireNonNull(container.getHostConfig())
                            .withReadonlyRootfs(true)
                            .withCapDrop(Capability.ALL)
                            .withSecurityOpts(List.of("no-new-privileges")))
                    .withCommand(ImageRun.arguments(stack, port).toArray(String[]::new))
                    .waitingFor(new ReadyAt(URI.create("http://127.0.0.1:" + port + "/health/ready")))
                    .start();

            TryOnEvent end = ImageRun.tryOn(stack);

            assertThat(end.hasCompleted()).as("%s%n%s", end, worker.getLogs()).isTrue();
            worker.getDockerClient()
                    .stopContainerCmd(worker.getContainerId())
                    .withTimeout(60)
                    .exec();
            assertThat(requireNonNull(
                            worker.getCurrentContainerInfo().getState().getExitCodeLong()))
                    .as("exit code after SIGTERM")
                    .isIn(0L, 143L);
        } finally {
            Images.run(List.of("docker", "image", "rm", "--force", name));
        }
    }

    private static void buildFromScratch(String name) throws IOException, InterruptedException {
        Path dockerfile = Files.writeString(work.resolve("Dockerfile"), """
                FROM scratch
                COPY . /
                USER 65532:65532
                ENV ONEDNN_MAX_CPU_ISA=SSE41 ATEN_CPU_CAPABILITY=avx2
                ENTRYPOINT ["/app/jre/bin/java", "@/app/options"]
                """);
        String root = image.folder().toString();
        Images.run(List.of("docker", "build", "-q", "-t", name, "-f", dockerfile.toString(), root));
    }
}
