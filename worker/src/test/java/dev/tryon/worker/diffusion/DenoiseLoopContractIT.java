/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The engine {@code djl}: the denoise loop on libtorch with the shipped expert. */
@SuppressWarnings("NullAway.Init")
class DenoiseLoopContractIT extends EngineContract {

    private final ExpertBundle bundle = ExpertBundle.open(Path.of("..", "experts", "top"));
    private DenoiseLoop loop;

    @BeforeEach
    void start() {
        loop = TorchDevice.open("cpu", 2).start(List.of(bundle), TorchDevice.Room.of(4), new DenoiseObserver() {
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

    @Override
    protected Engine engine() {
        return loop;
    }

    @Override
    protected BundleManifest manifest() {
        return bundle.manifest();
    }
}
