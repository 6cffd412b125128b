/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;

/**
 * A bundle's denoiser with nothing around it, on a blank job: for those who measure what the loop adds and how libtorch
 * does here beside Python. Owns what it loads; used by one thread.
 */
public final class BareDenoiser implements AutoCloseable {

    private static final float MIDDLE_OF_SCHEDULE = 0.5f;

    private final TorchExpert expert;
    private final NDManager manager;
    private final NDList condition;
    private final NDArray timestep;
    private final NDArray guidance;

    public BareDenoiser(TorchDevice device, ExpertBundle bundle) {
        expert = TorchExpert.load(bundle, device.device());
        manager = expert.newManager();
        condition = expert.condition(manager, BlankJob.of(bundle.manifest()).pictures());
        timestep = manager.full(new Shape(1), MIDDLE_OF_SCHEDULE);
        guidance = manager.ones(new Shape(1));
    }

    /** Nanoseconds of one forward for a batch of one. On a GPU, of its launch only. */
    public long forward() {
        BundleManifest.LatentShape shape = expert.manifest().latent();
        try (NDManager step = expert.newManager()) {
            NDArray noisy = step.randomNormal(new Shape(1, shape.channels(), shape.height(), shape.width()));
            long start = System.nanoTime();
            expert.predict(noisy, timestep, condition, guidance);
            return System.nanoTime() - start;
        }
    }

    @Override
    public void close() {
        manager.close();
        expert.close();
    }
}
