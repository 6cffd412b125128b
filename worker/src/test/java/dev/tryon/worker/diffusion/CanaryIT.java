/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The canary on libtorch with the shipped expert, behind a device that dies, hangs and mends on demand. */
class CanaryIT {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(1);

    private MortalExpert expert;
    private DenoiseLoop loop;

    @BeforeEach
    void start() {
        TorchDevice.open("cpu", 2);
        expert = new MortalExpert(TorchExpert.load(ExpertBundle.open(Path.of("..", "experts", "eye")), Device.cpu()));
        DenoiseObserver observer = new DenoiseObserver() {
            @Override
            public void stepped(String name, int jobs, long nanos) {}

            @Override
            public void outOfMemory(String name, int jobs) {}
        };
        loop = new DenoiseLoop(ResidentExperts.of(Map.of("eye", expert), observer), 2, observer).start();
    }

    @AfterEach
    void stop() {
        expert.held.countDown();
        loop.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("canary"));
    }

    @Test
    void deviceThatPaintsIsReadyAfterTheFirstLook() {
        try (Canary canary = canary(Duration.ZERO, LONG)) {
            assertThat(canary.problem()).isPresent();

            canary.start();

            assertThat(canary.problem()).isEmpty();
            assertThat(expert.painted.get()).isEqualTo(1);
        }
    }

    @Test
    void deviceThatDiesIsSeenWithoutAnyJob() {
        try (Canary canary = canary(SOON, LONG).start()) {
            expert.dead = true;

            await().atMost(LONG).until(() -> canary.problem().isPresent());
            assertThat(canary.problem()).get().asString().contains("unspecified launch failure");
        }
    }

    @Test
    void deviceThatHangsIsSeenThoughItsThreadLives() {
        try (Canary canary = canary(SOON, PATIENCE).start()) {
            expert.hangs = true;

            await().atMost(LONG).until(() -> canary.problem().isPresent());
            assertThat(canary.problem()).get().asString().contains("has not painted");
            assertThat(loop.alive()).isTrue();
        }
    }

    @Test
    void deviceThatPaintsAgainIsReadyAgain() {
        try (Canary canary = canary(SOON, PATIENCE).start()) {
            expert.hangs = true;
            await().atMost(LONG).until(() -> canary.problem().isPresent());

            expert.hangs = false;
            expert.held.countDown();

            await().atMost(LONG).until(() -> canary.problem().isEmpty());
        }
    }

    @Test
    void payingWorkIsProofEnough() throws Exception {
        try (Canary canary = canary(SOON, LONG).start()) {
            DenoiseJob paying = BlankJob.of(expert.manifest());
            for (int i = 0; i < 20; i++) {
                loop.submit(paying).get(1, TimeUnit.MINUTES);
            }

            assertThat(canary.problem()).isEmpty();
            int blank = expert.painted.get() - 20;
            assertThat(blank).isLessThan(20);
        }
    }

    private Canary canary(Duration every, Duration patience) {
        return new Canary(loop, expert::manifest, every, patience);
    }

    /** The real expert on a device that fails as real ones do. */
    private static final class MortalExpert implements Expert {
        private final Expert expert;
        private final AtomicInteger painted = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private volatile boolean dead;
        private volatile boolean hangs;

        MortalExpert(Expert expert) {
            this.expert = expert;
        }

        @Override
        public NDArray predict(NDArray noisy, NDArray timestep, NDList condition, NDArray guidance) {
            if (dead) {
                throw new EngineException("CUDA error: unspecified launch failure");
            }
            if (hangs) {
                hang();
            }
            painted.incrementAndGet();
            return expert.predict(noisy, timestep, condition, guidance);
        }

        private void hang() {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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
            return expert.decode(latent, condition);
        }

        @Override
        public void close() {
            expert.close();
        }
    }
}
