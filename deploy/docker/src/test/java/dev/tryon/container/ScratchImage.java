/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The worker's image, made without pulling any: the root folder by the same programs as in the Dockerfile, from the JDK
 * that runs the test, and the last stages of that very Dockerfile. Confined to one thread.
 */
final class ScratchImage {

    private static final String NAME = "tryon-worker-it:latest";

    private final Path home;
    private final Path work;

    ScratchImage(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    /** Builds it and returns its name. */
    String build() throws IOException, InterruptedException {
        Path root = work.resolve("root");
        Path programs = home.resolve("deploy/docker/src/build/java");
        run(List.of(java(), programs.resolve("Assemble.java").toString(), home.toString(), "worker", root.toString()));
        run(List.of(
                java(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                programs.resolve("Rehearse.java").toString(),
                root.toString()));
        Path dockerfile = work.resolve("Dockerfile");
        Files.writeString(dockerfile, dockerfile());
        run(List.of("docker", "build", "--quiet", "--tag", NAME, "--file", dockerfile.toString(), root.toString()));
        return NAME;
    }

    long bytes() throws IOException, InterruptedException {
        return Long.parseLong(run(List.of("docker", "image", "inspect", NAME, "--format", "{{.Size}}"))
                .strip());
    }

    void remove() throws IOException, InterruptedException {
        run(List.of("docker", "image", "rm", "--force", NAME));
    }

    /** The stages service and worker; what the build stage would have laid out is the build's context. */
    private String dockerfile() throws IOException {
        String all = Files.readString(home.resolve("deploy/docker/Dockerfile"));
        String stages = all.substring(all.indexOf("FROM scratch AS service"), all.indexOf("FROM ${CUDA}"));
        String context = stages.replace("COPY --from=worker-root /image/ /", "COPY . /");
        if (context.equals(stages)) {
            throw new IllegalStateException("deploy/docker/Dockerfile's stage worker is not as this test knows it");
        }
        return context.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n")) + "\n";
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(command.get(0) + " " + command.get(1) + " failed:\n" + said);
        }
        return said;
    }
}
