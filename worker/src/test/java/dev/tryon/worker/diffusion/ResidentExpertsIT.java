/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop on libtorch with shipped experts, of which two fit at a time. */
@SuppressWarnings("NullAway.Init")
class ResidentExpertsIT {

    private final List<String> moves = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, ExpertBundle> bundles = List.of("top", "eye", "shoes").stream()
            .collect(Collectors.toMap(Function.identity(), name -> ExpertBundle.open(Path.of("..", "experts", name))));
    private DenoiseLoop loop;

    @BeforeEach
    void start() {
        long two = bundle("top").bytes() + bundle("shoes").bytes();
        List<ExpertBundle> inOrder = List.of(bundle("top"), bundle("eye"), bundle("shoes"));
        loop = TorchDevice.open("cpu", 2)
                .start(inOrder, new TorchDevice.Room(2, OptionalLong.of(two)), new DenoiseObserver() {
                    @Override
                    public void loaded(String expert, long nanos) {
                        moves.add("+" + expert);
                    }

                    @Override
                    public void left(String expert) {
                        moves.add("-" + expert);
                    }

                    @Override
                    public void stepped(String expert, int jobs, long nanos) {}

                    @Override
                    public void outOfMemory(String expert, int jobs) {}
                });
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void everyExpertPaintsBeforeTheStartIsOverAndTheOldestMakesRoom() {
        assertThat(moves).containsExactly("+top", "+eye", "-top", "+shoes");
    }

    @Test
    void leastRecentlyUsedLeavesAndPaintsTheSameWhenItComesBack() throws Exception {
        float[] before = painted("eye");
        painted("top");
        float[] again = painted("eye");
        painted("shoes");
        painted("top");
        float[] afterAll = painted("eye");

        assertThat(moves.subList(4, moves.size()))
                .as("what moved after the start")
                .containsExactly("-shoes", "+top", "-top", "+shoes", "-eye", "+top", "-shoes", "+eye");
        assertThat(again).isEqualTo(before);
        assertThat(afterAll).isEqualTo(before);
    }

    @Test
    void nobodyStarvesWhereMoreExpertsAreAskedForThanFit() throws Exception {
        List<CompletableFuture<float[]>> jobs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            jobs.add(loop.submit(job(List.of("top", "eye", "shoes").get(i % 3))));
        }

        for (CompletableFuture<float[]> job : jobs) {
            assertThat(job.get(1, TimeUnit.MINUTES)).isNotEmpty();
        }
    }

    private float[] painted(String expert) throws Exception {
        return loop.submit(job(expert)).get(1, TimeUnit.MINUTES);
    }

    private DenoiseJob job(String expert) {
        BundleManifest manifest = bundle(expert).manifest();
        int pixels = manifest.canvas().width() * manifest.canvas().height();
        float[] mask = new float[pixels];
        Arrays.fill(mask, pixels / 4, pixels / 2, 1f);
        float[] product =
                new float[3 * manifest.product().width() * manifest.product().height()];
        return new DenoiseJob(
                expert,
                Lane.LANE_BULK,
                new DenoiseJob.Pictures(new float[3 * pixels], mask, product, new float[4 * pixels]),
                new DenoiseJob.Settings(2, 0.8, 1, 7),
                DenoiseJob.Watch.NONE);
    }

    private ExpertBundle bundle(String expert) {
        return Objects.requireNonNull(bundles.get(expert));
    }
}
