/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.tryon.worker.bundle.BundleManifest;

/**
 * An expert's three functions on a device. Used by the device's one thread only; the caller owns every array that comes
 * back, through the manager of the arrays that went in. Closing frees the device memory.
 *
 * <p>Every input is [B, …] for a batch of B jobs; see {@code docs/bundles.md} for the contract.
 */
interface Expert extends AutoCloseable {

    BundleManifest manifest();

    NDManager newManager();

    /** Returns the condition: one tensor or several, the first of which is the latent of the placed product. */
    NDList condition(NDManager manager, DenoiseJob.Pictures pictures);

    /**
     * Predicts for a batch.
     *
     * @param noisy [B, C, h, w]
     * @param timestep [B]
     * @param condition each [B, …]
     * @param guidance [B]
     */
    NDArray predict(NDArray noisy, NDArray timestep, NDList condition, NDArray guidance);

    /** Returns the painted crop, [B, 3, H, W] in [0, 1]. */
    NDArray decode(NDArray latent, NDList condition);

    @Override
    void close();
}
