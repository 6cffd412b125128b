/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.sampler.NoiseLevel;
import dev.tryon.worker.sampler.SamplerStep;
import dev.tryon.worker.sampler.SamplingRun;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job on the device: its condition, its latent and the step it is at. Owned by the device's thread. Closing frees
 * its device memory.
 */
final class ActiveJob implements AutoCloseable {

    private final DenoiseJob job;
    private final SamplingRun run;
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
            SamplingRun run,
            CompletableFuture<float[]> crop,
            NDManager manager,
            NDList condition,
            NDArray latent) {
        this.job = job;
        this.run = run;
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
            DenoiseJob.Settings settings = job.settings();
            SamplingRun run = expert.manifest().run(settings.steps(), settings.strength());
            NDList condition = expert.condition(manager, job.pictures());
            BundleManifest.LatentShape shape = expert.manifest().latent();
            NDArray noise = manager.create(
                    noise(settings.seed(), shape.elements()),
                    new Shape(1, shape.channels(), shape.height(), shape.width()));
            NoiseLevel start = run.start();
            NDArray latent = start.signal() > 0
                    ? condition.head().mul((float) start.signal()).add(noise.mul((float) start.noise()))
                    : noise;
            ActiveJob admitted = new ActiveJob(job, run, crop, manager, condition, latent);
            admitted.lastStepped = now;
            return admitted;
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

    boolean cancelled() {
        return job.watch().cancelled().getAsBoolean();
    }

    boolean finished() {
        return step == run.length();
    }

    SamplerStep step() {
        return run.steps().get(step);
    }

    /** Whether a step asks for the clean picture of the one before. */
    boolean remembers() {
        return run.remembers();
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

    /** Turns the latent into the crop, which ends the job. */
    void decode(Expert expert) {
        try (NDManager decoding = expert.newManager()) {
            NDArray last = latent.duplicate();
            last.attach(decoding);
            float[] painted = expert.decode(last, condition).toFloatArray();
            if (allFinite(painted)) {
                crop.complete(painted);
            } else {
                crop.completeExceptionally(JobFailedOnDeviceException.noNumbers());
            }
        } catch (RuntimeException e) {
            crop.completeExceptionally(e);
        } finally {
            close();
        }
    }

    /** The denoiser gave numbers; a decoder may spoil them yet. */
    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
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
