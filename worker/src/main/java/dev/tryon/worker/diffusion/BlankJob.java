/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;

/** A job of nothing, to warm an expert and to see whether the device still paints. Stateless. */
final class BlankJob {

    private BlankJob() {}

    static DenoiseJob of(BundleManifest manifest) {
        return of(manifest, Lane.LANE_INTERACTIVE, DenoiseJob.Watch.NONE);
    }

    static DenoiseJob of(BundleManifest manifest, Lane lane, DenoiseJob.Watch watch) {
        return new DenoiseJob(
                manifest.expert(),
                lane,
                pictures(manifest),
                new DenoiseJob.Settings(
                        1,
                        manifest.sampler().strength(),
                        (float) manifest.sampler().guidance(),
                        0),
                watch);
    }

    /** Runs all three functions here and now; on the device's thread. */
    static void paint(Expert expert) {
        BundleManifest.LatentShape latent = expert.manifest().latent();
        try (NDManager manager = expert.newManager()) {
            NDArray noisy = manager.zeros(new Shape(1, latent.channels(), latent.height(), latent.width()));
            NDList condition = expert.condition(manager, pictures(expert.manifest()));
            NDArray one = manager.ones(new Shape(1));
            NDArray predicted = expert.predict(noisy, one, condition, one.duplicate());
            expert.decode(predicted, condition).toFloatArray();
        }
    }

    private static DenoiseJob.Pictures pictures(BundleManifest manifest) {
        int pixels = manifest.canvas().width() * manifest.canvas().height();
        int product = manifest.product().width() * manifest.product().height();
        return new DenoiseJob.Pictures(
                new float[3 * pixels], new float[pixels], new float[3 * product], new float[4 * pixels]);
    }
}
