/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import java.util.concurrent.CompletableFuture;

/** What paints the crops of some experts. All around it (masks, crop, stitching, provenance) is the same for each. Thread-safe. */
public interface Engine extends AutoCloseable {

    /**
     * Paints a crop.
     *
     * @return the crop, [3, H, W] planar RGB in [0, 1]; cancelled when the job is, or the engine closes; ends with a
     *     {@link JobFailedOnDeviceException} where the contract knows the reason
     * @throws IllegalArgumentException when the expert is not one of this engine's
     */
    CompletableFuture<float[]> submit(DenoiseJob job);

    /** Whether jobs that are submitted still come to an end. */
    boolean alive();

    /** A count of work done; as long as it grows the engine paints. */
    long steps();

    @Override
    void close();
}
