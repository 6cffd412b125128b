/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tryon.platform.s3.S3ImageStore;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The recipe of docs/events.md for other languages, word by word, with a client that is not Java's. */
@ExtendWith(TestStack.Extension.class)
class KcatRecipeIT {

    private static final Pattern RECIPE = Pattern.compile("^kcat -b localhost:9092 .*$", Pattern.MULTILINE);

    @Test
    void otherLanguagesListenAsDocumented(TestStack stack) throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kcat")));
        if (!there) {
            System.err.println("KcatRecipeIT is skipped: no kcat on this machine (apt-get install kcat).");
        }
        assumeTrue(there, "no kcat on this machine (apt-get install kcat)");
        UUID id;
        try (S3ImageStore store = stack.store();
                DrawnResults worker = new DrawnResults(store, stack.kafka())) {
            id = worker.arrive("kcat", "tee", Color.PINK);
        }

        String said = run(recipe().replace("localhost:9092", stack.bootstrapServers()));

        assertThat(said.lines().filter(line -> line.contains("ce_id=" + id + "/0/completed")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("ce_specversion=1.0")
                        .contains("ce_type=dev.tryon.v1.completed")
                        .contains("ce_subject=" + id)
                        .contains("content-type=application/protobuf"));
    }

    private static String recipe() throws IOException {
        Matcher matcher = RECIPE.matcher(Files.readString(Path.of("..", "docs", "events.md")));
        assertThat(matcher.find()).as("docs/events.md has a kcat recipe").isTrue();
        return matcher.group();
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command + " 2>&1").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
