/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.sampler.NoiseLevel;
import dev.tryon.worker.sampler.SamplerStep;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
    private @Nullable NDArray clean;
    private int step;
    private long lastStepped;
    private boolean suspected;

    private ActiveJob(
            DenoiseJob job,
            CompletableFuture<float[]> crop,
            NDManager manager,
            NDList condition,
            NDArray latent,
            long now) {
        this.lastStepped = now;
        this.job = job;
        this.crop = crop;
        this.manager = manager;
        this.condition = condition;
        this.latent = latent;
    }

    /**
     * Encodes the condition and noises the starting latent to the run's first level.
     *
     * @param now steps of the loop so far
     */
    static ActiveJob admit(Expert expert, DenoiseJob job, CompletableFuture<float[]> crop, long now) {
        NDManager manager = expert.newManager();
        try {
            NDList condition = expert.condition(manager, job.pictures());
            BundleManifest.LatentShape shape = expert.manifest().latent();
            NDArray noise = manager.create(
                    noise(job.seed(), shape.elements()), new Shape(1, shape.channels(), shape.height(), shape.width()));
            NoiseLevel start = job.run().start();
            NDArray latent = start.signal() > 0
                    ? condition.head().mul((float) start.signal()).add(noise.mul((float) start.noise()))
                    : noise;
            return new ActiveJob(job, crop, manager, condition, latent, now);
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

    DenoiseJob job() {
        return job;
    }

    CompletableFuture<float[]> crop() {
        return crop;
    }

    boolean cancelled() {
        return job.watch().cancelled().getAsBoolean();
    }

    boolean finished() {
        return step == job.run().length();
    }

    SamplerStep step() {
        return job.run().steps().get(step);
    }

    NDArray latent() {
        return latent;
    }

    /** The clean picture as the step before saw it; before the first step, whatever: it has no weight then. */
    NDArray clean() {
        return clean == null ? latent : clean;
    }

    NDList condition() {
        return condition;
    }

    /** When it last moved, in steps of the loop. */
    long lastStepped() {
        return lastStepped;
    }

    /** Whether a batch failed that it was part of: it goes on alone, to see who it was. */
    boolean suspected() {
        return suspected;
    }

    void suspect() {
        suspected = true;
    }

    /** Takes the latent after this step, and the clean picture that the next one asks for, into its own memory. */
    void advance(NDArray next, @Nullable NDArray seen, long now) {
        next.attach(manager);
        latent.close();
        latent = next;
        if (clean != null) {
            clean.close();
        }
        if (seen != null) {
            seen.attach(manager);
        }
        clean = seen;
        step++;
        lastStepped = now;
        suspected = false;
        job.watch().progress().accept(step);
    }

    void end(Throwable why) {
        close();
        crop.completeExceptionally(why);
    }

    @Override
    public void close() {
        manager.close();
    }
}
