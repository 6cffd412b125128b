/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop on libtorch with the shipped expert, behind a device that fails on demand. */
class DenoiseLoopFaultsIT {

    private static final int MOST = 4;

    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> tooLarge = Collections.synchronizedList(new ArrayList<>());
    private FailingExpert expert;
    private DenoiseLoop loop;

    @BeforeEach
    void start() {
        ExpertBundle bundle = ExpertBundle.open(Path.of("..", "experts", "top"));
        TorchDevice.open("cpu", 2);
        expert = new FailingExpert(TorchExpert.load(bundle, Device.cpu()));
        DenoiseObserver observer = new DenoiseObserver() {
            @Override
            public void stepped(String name, int jobs, long nanos) {
                batches.add(jobs);
            }

            @Override
            public void outOfMemory(String name, int jobs) {
                tooLarge.add(jobs);
            }
        };
        ResidentExperts experts = ResidentExperts.of(Map.of("top", expert), observer);
        loop = new DenoiseLoop(experts, MOST, observer);
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void neverStepsMoreThanItsMost() throws Exception {
        List<CompletableFuture<float[]>> jobs = submit(9, Lane.LANE_BULK);
        loop.start();

        for (CompletableFuture<float[]> job : jobs) {
            assertThat(job.get(1, TimeUnit.MINUTES)).isNotEmpty();
        }
        assertThat(batches)
                .isNotEmpty()
                .allMatch(jobsOfBatch -> jobsOfBatch <= MOST)
                .contains(MOST);
    }

    @Test
    void outOfMemoryHalvesTheBatchAndNobodyFails() throws Exception {
        expert.mostThatFit = 1;
        List<CompletableFuture<float[]>> jobs = submit(4, Lane.LANE_BULK);
        loop.start();

        for (CompletableFuture<float[]> job : jobs) {
            assertThat(job.get(1, TimeUnit.MINUTES)).isNotEmpty();
        }
        assertThat(tooLarge).containsExactly(4, 2);
        assertThat(batches).allMatch(jobsOfBatch -> jobsOfBatch == 1);
    }

    @Test
    void jobThatDoesNotFitAloneSaysSo() {
        expert.mostThatFit = 0;
        CompletableFuture<float[]> job = submit(1, Lane.LANE_BULK).get(0);
        loop.start();

        assertThatThrownBy(() -> job.get(1, TimeUnit.MINUTES))
                .cause()
                .isInstanceOfSatisfying(
                        JobFailedOnDeviceException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.OUT_OF_DEVICE_MEMORY));
        assertThat(loop.alive()).isTrue();
    }

    @Test
    void jobOfNoNumbersEndsAtOnceAndAlone() throws Exception {
        List<CompletableFuture<float[]>> jobs = submit(4, Lane.LANE_BULK);
        expert.brokenRow = 2;
        loop.start();

        assertThatThrownBy(() -> jobs.get(2).get(1, TimeUnit.MINUTES))
                .cause()
                .isInstanceOfSatisfying(
                        JobFailedOnDeviceException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.MODEL_OUTPUT_INVALID));
        for (int other : new int[] {0, 1, 3}) {
            assertThat(jobs.get(other).get(1, TimeUnit.MINUTES)).isNotEmpty();
        }
        assertThat(batches).startsWith(4, 3);
    }

    @Test
    void decoderThatGivesNoNumbersSaysSo() {
        expert.brokenDecoder = true;
        CompletableFuture<float[]> job = submit(1, Lane.LANE_BULK).get(0);
        loop.start();

        assertThatThrownBy(() -> job.get(1, TimeUnit.MINUTES))
                .cause()
                .isInstanceOfSatisfying(
                        JobFailedOnDeviceException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.MODEL_OUTPUT_INVALID));
    }

    @Test
    void poisonousJobEndsAloneAfterItsBatchFailed() throws Exception {
        List<CompletableFuture<float[]>> jobs = submit(3, Lane.LANE_BULK);
        expert.poisonousGuidance = 101f;
        loop.start();

        assertThatThrownBy(() -> jobs.get(1).get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("illegal");
        assertThat(jobs.get(0).get(1, TimeUnit.MINUTES)).isNotEmpty();
        assertThat(jobs.get(2).get(1, TimeUnit.MINUTES)).isNotEmpty();
        assertThat(loop.alive()).isTrue();
    }

    @Test
    void deviceThatPaintsNothingAnyMoreEndsTheLoop() {
        expert.dead = true;
        List<CompletableFuture<float[]>> jobs = submit(3, Lane.LANE_BULK);
        loop.start();

        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> !loop.alive());
        assertThat(jobs).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void interactiveJobTakesItsPlaceInFullBatch() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        expert.afterStep = full::countDown;
        List<CompletableFuture<float[]>> bulk = submit(4, Lane.LANE_BULK, 30);
        loop.start();
        full.await();

        CompletableFuture<float[]> shopper = loop.submit(job(50, Lane.LANE_INTERACTIVE, 3));

        assertThat(shopper.get(1, TimeUnit.MINUTES)).isNotEmpty();
        assertThat(bulk).noneMatch(CompletableFuture::isDone);
        for (CompletableFuture<float[]> job : bulk) {
            assertThat(job.get(1, TimeUnit.MINUTES)).isNotEmpty();
        }
        assertThat(batches).allMatch(jobsOfBatch -> jobsOfBatch <= MOST);
    }

    private List<CompletableFuture<float[]>> submit(int count, Lane lane) {
        return submit(count, lane, 3);
    }

    private List<CompletableFuture<float[]>> submit(int count, Lane lane, int steps) {
        List<CompletableFuture<float[]>> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(loop.submit(job(i, lane, steps)));
        }
        return jobs;
    }

    /** Its guidance, which this expert ignores, tells it from the others: 100 + seed. */
    private DenoiseJob job(long seed, Lane lane, int steps) {
        BundleManifest manifest = expert.manifest();
        int pixels = manifest.canvas().width() * manifest.canvas().height();
        float[] mask = new float[pixels];
        Arrays.fill(mask, pixels / 4, pixels / 2, 1f);
        float[] product =
                new float[3 * manifest.product().width() * manifest.product().height()];
        return new DenoiseJob(
                "top",
                lane,
                new DenoiseJob.Pictures(new float[3 * pixels], mask, product, new float[4 * pixels]),
                new DenoiseJob.Settings(steps, 0.8, 100 + seed, seed),
                DenoiseJob.Watch.NONE);
    }

    /** The real expert on a device that fails as real ones do. */
    private static final class FailingExpert implements Expert {
        private final Expert expert;
        private volatile int mostThatFit = Integer.MAX_VALUE;
        private volatile int brokenRow = -1;
        private volatile float poisonousGuidance = Float.NaN;
        private volatile boolean dead;
        private volatile boolean brokenDecoder;
        private volatile Runnable afterStep = () -> {};

        FailingExpert(Expert expert) {
            this.expert = expert;
        }

        @Override
        public NDArray predict(NDArray noisy, NDArray timestep, NDList condition, NDArray guidance) {
            long jobs = noisy.getShape().get(0);
            if (dead) {
                throw new EngineException("CUDA error: unspecified launch failure");
            }
            if (jobs > mostThatFit) {
                throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
            }
            for (float one : guidance.toFloatArray()) {
                if (one == poisonousGuidance) {
                    throw new EngineException("CUDA error: an illegal memory access was encountered");
                }
            }
            NDArray prediction = expert.predict(noisy, timestep, condition, guidance);
            afterStep.run();
            return brokenRow >= 0 ? broken(prediction, jobs) : prediction;
        }

        /** One job's numbers are none any more, once. */
        private NDArray broken(NDArray prediction, long jobs) {
            float[] rows = new float[(int) jobs];
            Arrays.fill(rows, 1);
            rows[brokenRow] = Float.NaN;
            brokenRow = -1;
            return prediction.mul(prediction.getManager().create(rows, new Shape(jobs, 1, 1, 1)));
        }

        @Override
        public BundleManifest manifest() {
            return expert.manifest();
        }

        @Override
        public NDManager newManager() {
            return expert.newManager();
        }

        @Override
        public NDList condition(NDManager manager, DenoiseJob.Pictures pictures) {
            return expert.condition(manager, pictures);
        }

        @Override
        public NDArray decode(NDArray latent, NDList condition) {
            NDArray crop = expert.decode(latent, condition);
            return brokenDecoder ? crop.mul(Float.NaN) : crop;
        }

        @Override
        public void close() {
            expert.close();
        }
    }
}
