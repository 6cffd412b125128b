/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every engine does, whatever it paints with. */
public abstract class EngineContract {

    /** Started; the subclass closes it. */
    protected abstract Engine engine();

    /** Of the expert that it has. */
    protected abstract BundleManifest manifest();

    @Test
    void paintsCropOfTheCanvasInTheUnitRange() throws Exception {
        float[] crop = painted(job(1, DenoiseJob.Watch.NONE));

        assertThat(crop).hasSize(3 * pixels());
        for (float value : crop) {
            assertThat(value >= 0 && value <= 1).isTrue();
        }
        assertThat(engine().steps()).isPositive();
    }

    @Test
    void sameJobIsTheSamePictureAndAnotherSeedAnother() throws Exception {
        float[] one = painted(job(1, DenoiseJob.Watch.NONE));

        assertThat(painted(job(1, DenoiseJob.Watch.NONE))).isEqualTo(one);
        assertThat(painted(job(200, DenoiseJob.Watch.NONE))).isNotEqualTo(one);
    }

    @Test
    void jobsSideBySideDoNotMixUp() throws Exception {
        float[] alone = painted(job(3, DenoiseJob.Watch.NONE));

        List<CompletableFuture<float[]>> together = List.of(2L, 3L, 400L).stream()
                .map(seed -> engine().submit(job(seed, DenoiseJob.Watch.NONE)))
                .toList();

        float[] shared = together.get(1).get(1, TimeUnit.MINUTES);
        for (int i = 0; i < alone.length; i++) {
            assertThat(Math.abs(alone[i] - shared[i])).isLessThan(1 / 255f);
        }
        for (CompletableFuture<float[]> job : together) {
            assertThat(job.get(1, TimeUnit.MINUTES)).hasSize(3 * pixels());
        }
    }

    @Test
    void tellsStepsInTheirOrder() throws Exception {
        List<Integer> told = new CopyOnWriteArrayList<>();

        painted(job(1, new DenoiseJob.Watch(told::add, () -> false)));

        assertThat(told).isSorted().contains(1);
    }

    @Test
    void cancelledJobEndsCancelledAndOthersGoOn() throws Exception {
        CompletableFuture<float[]> cancelled = engine().submit(job(1, new DenoiseJob.Watch(steps -> {}, () -> true)));

        assertThatThrownBy(() -> cancelled.get(1, TimeUnit.MINUTES)).isInstanceOf(CancellationException.class);
        assertThat(painted(job(2, DenoiseJob.Watch.NONE))).hasSize(3 * pixels());
    }

    @Test
    void refusesExpertThatItDoesNotHave() {
        DenoiseJob job = job(1, DenoiseJob.Watch.NONE);

        assertThatThrownBy(() -> engine().submit(
                                new DenoiseJob("dress", job.lane(), job.pictures(), job.settings(), job.watch())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dress");
    }

    @Test
    void closedEngineCancelsWhatComes() {
        engine().close();

        assertThat(engine().alive()).isFalse();
        assertThat(engine().submit(job(1, DenoiseJob.Watch.NONE))).isCancelled();
    }

    protected final float[] painted(DenoiseJob job) throws Exception {
        return engine().submit(job).get(1, TimeUnit.MINUTES);
    }

    protected final DenoiseJob job(long seed, DenoiseJob.Watch watch) {
        return job(seed, Lane.LANE_BULK, watch);
    }

    protected final DenoiseJob job(long seed, Lane lane, DenoiseJob.Watch watch) {
        Random random = new Random(42);
        float[] mask = new float[pixels()];
        Arrays.fill(mask, pixels() / 4, pixels() / 2, 1f);
        int product = manifest().product().width() * manifest().product().height();
        return new DenoiseJob(
                manifest().expert(),
                lane,
                new DenoiseJob.Pictures(
                        noise(random, 3 * pixels()), mask, noise(random, 3 * product), noise(random, 4 * pixels())),
                new DenoiseJob.Settings(3, 0.8, 1, seed),
                watch);
    }

    /** Of eight bits, as pictures are. */
    private static float[] noise(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(256) / 255f;
        }
        return values;
    }

    protected final int pixels() {
        return manifest().canvas().width() * manifest().canvas().height();
    }
}
