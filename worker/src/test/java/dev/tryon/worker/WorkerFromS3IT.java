/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryon.masking.Masker;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.v1.Expert;
import dev.tryon.worker.bundle.BundleRefusedException;
import dev.tryon.worker.bundle.ExpertBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker whose experts come from a real S3 endpoint. */
@SuppressWarnings("NullAway.Init")
class WorkerFromS3IT {

    private static final Path SHIPPED = Path.of("..", "experts");
    private static final String OTHER = "cd".repeat(32);

    @TempDir
    private Path folder;

    private WorkerStack stack;
    private S3ImageStore store;

    @BeforeEach
    void start() throws Exception {
        stack = new WorkerStack(folder);
        store = stack.store();
        for (String expert : List.of("top", "eye")) {
            try (Stream<Path> files = Files.list(SHIPPED.resolve(expert))) {
                for (Path file : files.toList()) {
                    put("models/" + expert + "/" + file.getFileName(), Files.readAllBytes(file));
                }
            }
        }
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void allThatHaveBundleAreServedAndAsManyStayAsFit() throws Exception {
        long larger = Math.max(bytes("top"), bytes("eye"));

        WorkerApp worker = stack.worker(
                WorkerDecorators.NONE,
                settings(
                        "s3://tryon/models",
                        Map.of(
                                "tryon.worker.experts",
                                "top,eye",
                                "tryon.worker.memory-budget-bytes",
                                Long.toString(larger))));

        assertThat(WorkerStack.metric(worker, "tryon_worker_expert_load_seconds_count", ""))
                .isEqualTo(2);
        assertThat(WorkerStack.metric(worker, "tryon_worker_expert_resident", ""))
                .isEqualTo(1);
        assertThat(WorkerStack.metric(worker, "tryon_worker_slots", "expert=\"eye\""))
                .isPositive();
    }

    @Test
    void bundleOfOtherPolicyIsRefusedWithBothFingerprints() throws Exception {
        String own = Masker.policyFingerprint(Expert.EXPERT_TOP);
        String manifest = Files.readString(SHIPPED.resolve("top").resolve("bundle.json"));
        assertThat(manifest).contains(own);
        put("other/top/bundle.json", manifest.replace(own, OTHER).getBytes(StandardCharsets.UTF_8));
        for (String file : List.of("conditioner.pt", "denoiser.pt", "decoder.pt")) {
            put("other/top/" + file, Files.readAllBytes(SHIPPED.resolve("top").resolve(file)));
        }

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> stack.worker(WorkerDecorators.NONE, settings("s3://tryon/other", Map.of())))
                .withMessageContaining(own)
                .withMessageContaining(OTHER);
    }

    @Test
    void budgetThatOneExpertExceedsIsRefusedWithBothNumbers() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> stack.worker(
                        WorkerDecorators.NONE,
                        settings("s3://tryon/models", Map.of("tryon.worker.memory-budget-bytes", "1000"))))
                .withMessageContaining("tryon.worker.memory-budget-bytes is 1000")
                .withMessageContaining(Long.toString(bytes("top")));
    }

    private Map<String, String> settings(String bundles, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("tryon.worker.bundles", bundles);
        settings.put("tryon.worker.bundle-cache", folder.resolve("cache").toString());
        return settings;
    }

    private static long bytes(String expert) {
        return ExpertBundle.open(SHIPPED.resolve(expert)).bytes();
    }

    private void put(String key, byte[] bytes) {
        store.putIfAbsent(new S3Uri(WorkerStack.BUCKET, key), bytes, "application/octet-stream");
    }
}
