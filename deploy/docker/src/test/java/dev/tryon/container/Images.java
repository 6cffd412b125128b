/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.bench.start.ImageRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Root folders of images, laid out as the images' build does it. Stateless. */
final class Images {

    private static final Path HOME =
            Path.of(System.getProperty("tryon.home", "../..")).toAbsolutePath().normalize();

    private Images() {}

    static void skipUnlessTheyCanBeRun(String test) throws IOException, InterruptedException {
        skipUnless(test, ImageRoot.whyNot().isEmpty(), ImageRoot.whyNot());
        skipUnless(test, java25().isPresent(), "no JDK 25; set JAVA_25_HOME to one");
    }

    static ImageRoot layOut(String service, Path folder) throws IOException, InterruptedException {
        ImageRoot image = new ImageRoot(folder);
        run(List.of(
                java25().orElseThrow().toString(),
                HOME.resolve("deploy/docker/src/build/java/Assemble.java").toString(),
                HOME.toString(),
                service,
                image.folder().toString()));
        return image;
    }

    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    /** Says why the test is skipped, where it is. */
    static void skipUnless(String test, boolean holds, String reason) {
        if (!holds) {
            print(test + " skipped: " + reason);
        }
        Assumptions.assumeTrue(holds, reason);
    }

    @SuppressWarnings("SystemOut") // a figure that whoever runs the test wants to read
    static void print(String line) {
        System.out.println(line);
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
}
