/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The loop on libtorch with the shipped expert. */
class DenoiseLoopIT {

    private static final DenoiseObserver SILENT = new DenoiseObserver() {
        @Override
        public void stepped(String expert, int jobs, long nanos) {}

        @Override
        public void outOfMemory(String expert, int jobs) {}
    };

    private static DenoiseLoop loop;
    private static BundleManifest manifest;

    @BeforeAll
    static void start() {
        ExpertBundle bundle = ExpertBundle.open(Path.of("..", "experts", "top"));
        manifest = bundle.manifest();
        loop = TorchDevice.open("cpu", 2).start(List.of(bundle), TorchDevice.Room.of(8), SILENT);
    }

    @AfterAll
    static void stop() {
        loop.close();
        assertThat(loop.alive()).isFalse();
    }

    @Test
    void pixelsDoNotDependOnWhoSharesBatch() throws Exception {
        float[] alone = painted(job(7, steps -> {}, () -> false));

        List<CompletableFuture<float[]>> together = new ArrayList<>();
        for (long seed = 5; seed < 13; seed++) {
            together.add(loop.submit(job(seed, steps -> {}, () -> false)));
        }

        float[] shared = together.get(2).get(1, TimeUnit.MINUTES);
        assertThat(largestDifference(alone, shared)).isLessThan(1 / 255f);
    }

    @Test
    void otherSeedIsOtherPicture() throws Exception {
        float[] one = painted(job(1, steps -> {}, () -> false));
        float[] other = painted(job(2, steps -> {}, () -> false));

        assertThat(largestDifference(one, other)).isGreaterThan(0);
    }

    @Test
    void tellsEveryStep() throws Exception {
        List<Integer> told = new ArrayList<>();

        painted(job(1, told::add, () -> false));

        assertThat(told).containsExactly(1, 2, 3);
    }

    @Test
    void cancelledJobEndsAtNextStepAndOthersGoOn() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();

        CompletableFuture<float[]> given = loop.submit(job(1, step -> cancelled.set(true), cancelled::get));

        assertThatThrownBy(() -> given.get(1, TimeUnit.MINUTES)).isInstanceOf(CancellationException.class);
        assertThat(painted(job(2, steps -> {}, () -> false))).hasSize(3 * pixels());
    }

    @Test
    void jobOfWrongShapeFailsAlone() throws Exception {
        DenoiseJob good = job(3, steps -> {}, () -> false);
        DenoiseJob.Pictures pictures = good.pictures();
        DenoiseJob bad = new DenoiseJob(
                "top",
                Lane.LANE_BULK,
                new DenoiseJob.Pictures(new float[10], pictures.mask(), pictures.product(), pictures.placed()),
                good.settings(),
                DenoiseJob.Watch.NONE);

        CompletableFuture<float[]> failing = loop.submit(bad);

        assertThat(painted(good)).hasSize(3 * pixels());
        assertThatThrownBy(() -> failing.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void jobsLeaveNothingBehindInNativeMemory() throws Exception {
        paint(40);
        long before = residentMebibytes();

        paint(120);

        // A job's condition alone has four: kept by mistake, those of 120 jobs would be half a gibibyte.
        assertThat(residentMebibytes() - before).isLessThan(200);
    }

    private static void paint(int jobs) throws Exception {
        for (int seed = 0; seed < jobs; seed++) {
            painted(job(seed, steps -> {}, () -> false));
        }
    }

    private static long residentMebibytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(status -> status.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
    }

    private static float[] painted(DenoiseJob job) throws Exception {
        return loop.submit(job).get(1, TimeUnit.MINUTES);
    }

    private static DenoiseJob job(long seed, IntConsumer progress, BooleanSupplier cancelled) {
        Random random = new Random(42);
        BundleManifest.Size product = manifest.product();
        return new DenoiseJob(
                "top",
                Lane.LANE_BULK,
                new DenoiseJob.Pictures(
                        noise(random, 3 * pixels()),
                        mask(),
                        noise(random, 3 * product.width() * product.height()),
                        noise(random, 4 * pixels())),
                new DenoiseJob.Settings(3, 0.8, 1, seed),
                new DenoiseJob.Watch(progress, cancelled));
    }

    private static int pixels() {
        return manifest.canvas().width() * manifest.canvas().height();
    }

    private static float[] mask() {
        float[] mask = new float[pixels()];
        Arrays.fill(mask, pixels() / 4, pixels() / 2, 1f);
        return mask;
    }

    private static float[] noise(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static float largestDifference(float[] a, float[] b) {
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
