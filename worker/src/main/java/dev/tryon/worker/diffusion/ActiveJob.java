/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.worker.bundle.BundleManifest;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A job on the device: its condition, its latent and the step it is at. Owned by the device's thread. Closing frees
 * its device memory.
 */
final class ActiveJob implements AutoCloseable {

    private final DenoiseJob job;
    private final CompletableFuture<float[]> crop;
    private final NDManager manager;
    private final NDList condition;
    private NDArray latent;
    private int step;

    private ActiveJob(
            DenoiseJob job, CompletableFuture<float[]> crop, NDManager manager, NDList condition, NDArray latent) {
        this.job = job;
        this.crop = crop;
        this.manager = manager;
        this.condition = condition;
        this.latent = latent;
    }

    /** Encodes the condition and noises the starting latent to the sampler's first level. */
    static ActiveJob admit(Expert expert, DenoiseJob job, CompletableFuture<float[]> crop) {
        NDManager manager = expert.newManager();
        try {
            NDList condition = expert.condition(manager, job);
            BundleManifest.LatentShape shape = expert.manifest().latent();
            NDArray noise = manager.create(
                    noise(job.seed(), shape.elements()), new Shape(1, shape.channels(), shape.height(), shape.width()));
            float sigma = job.sampler().start();
            // At full strength the start is noise alone, and what was placed has no say but through the condition.
            NDArray latent = sigma < 1 ? condition.head().mul(1 - sigma).add(noise.mul(sigma)) : noise;
            return new ActiveJob(job, crop, manager, condition, latent);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Gaussian noise by java.util.Random, whose sequence the Java specification fixes: equal on every machine. */
    private static float[] noise(long seed, int elements) {
        Random random = new Random(seed);
        float[] noise = new float[elements];
        for (int i = 0; i < elements; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    CompletableFuture<float[]> crop() {
        return crop;
    }

    boolean cancelled() {
        return job.cancelled().getAsBoolean();
    }

    boolean finished() {
        return step == job.sampler().steps();
    }

    NDArray latent() {
        return latent;
    }

    NDList condition() {
        return condition;
    }

    float timestep() {
        return job.sampler().timestep(step);
    }

    float guidance() {
        return job.guidance();
    }

    float coefficient() {
        return job.sampler().coefficient(step);
    }

    /** Takes the latent after this step into its own memory. */
    void advance(NDArray next) {
        next.attach(manager);
        latent.close();
        latent = next;
        step++;
        job.progress().accept(step);
    }

    @Override
    public void close() {
        manager.close();
    }
}
