/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One thread that owns the device and steps a batch of jobs.
 *
 * <p>The loop is iteration-level, as schedulers of language models are (Yu et al. 2022, "Orca", §3): at every step it
 * admits waiting jobs, stacks the latents of all active ones, each at its own timestep and guidance, runs the denoiser
 * once, advances each job's sampler and retires those that are done. A job never waits for another's last step, and a
 * full batch needs no jobs that start together. A failure while admitting ends that job alone; a failure of the
 * denoiser ends the jobs of that batch. Thread-safe; owns the thread {@code device} and the expert.
 */
public final class DenoiseLoop implements AutoCloseable {

    private final Expert expert;
    private final int maximumBatch;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final List<ActiveJob> active = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    DenoiseLoop(Expert expert, int maximumBatch) {
        this.expert = expert;
        this.maximumBatch = maximumBatch;
        this.thread = new Thread(this::run, "device");
    }

    DenoiseLoop start() {
        thread.start();
        return this;
    }

    /** Whether the device's thread lives; without it no job ever ends. */
    public boolean alive() {
        return thread.isAlive();
    }

    /**
     * Paints a crop.
     *
     * @return the crop, [3, H, W] planar RGB in [0, 1]; cancelled when the job is, or the loop closes
     */
    public CompletableFuture<float[]> submit(DenoiseJob job) {
        CompletableFuture<float[]> crop = new CompletableFuture<>();
        waiting.add(new Waiting(job, crop));
        if (closed) {
            crop.cancel(false);
        }
        return crop;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        expert.close();
    }

    private void run() {
        try {
            while (!closed) {
                admit();
                retire();
                if (!active.isEmpty()) {
                    step();
                    retire();
                }
            }
        } catch (InterruptedException e) {
            // close() interrupts a thread that waits for jobs: the loop ends as asked.
            Thread.currentThread().interrupt();
        } finally {
            active.forEach(job -> end(job, new CancellationException("the worker is stopping")));
            closed = true;
            waiting.forEach(job -> job.crop().cancel(false));
        }
    }

    /** Waits for a job when there is none, and takes what waits while there is room. */
    private void admit() throws InterruptedException {
        @Nullable Waiting next = active.isEmpty() ? waiting.take() : waiting.poll();
        while (next != null) {
            try {
                active.add(ActiveJob.admit(expert, next.job(), next.crop()));
            } catch (RuntimeException e) {
                next.crop().completeExceptionally(e);
            }
            next = active.size() < maximumBatch ? waiting.poll() : null;
        }
    }

    private void step() {
        try (NDManager manager = expert.newManager()) {
            int batch = active.size();
            float[] timesteps = new float[batch];
            float[] guidances = new float[batch];
            float[] coefficients = new float[batch];
            for (int i = 0; i < batch; i++) {
                timesteps[i] = active.get(i).timestep();
                guidances[i] = active.get(i).guidance();
                coefficients[i] = active.get(i).coefficient();
            }
            NDArray latents =
                    stacked(manager, active.stream().map(ActiveJob::latent).toList());
            NDArray prediction =
                    expert.predict(latents, manager.create(timesteps), conditions(manager), manager.create(guidances));
            NDArray weights = manager.create(coefficients, new Shape(batch, 1, 1, 1));
            NDArray next = latents.add(prediction.mul(weights));
            for (int i = 0; i < batch; i++) {
                active.get(i).advance(next.get("{}:{}", i, i + 1).duplicate());
            }
        } catch (RuntimeException e) {
            active.forEach(job -> end(job, e));
            active.clear();
        }
    }

    private void retire() {
        Iterator<ActiveJob> jobs = active.iterator();
        while (jobs.hasNext()) {
            ActiveJob job = jobs.next();
            if (job.cancelled()) {
                jobs.remove();
                end(job, new CancellationException("cancelled"));
            } else if (job.finished()) {
                jobs.remove();
                decode(job);
            }
        }
    }

    private void decode(ActiveJob job) {
        try (job;
                NDManager manager = expert.newManager()) {
            NDArray latent = job.latent().duplicate();
            latent.attach(manager);
            job.crop()
                    .complete(expert.decode(latent, conditions(manager, List.of(job)))
                            .toFloatArray());
        } catch (RuntimeException e) {
            job.crop().completeExceptionally(e);
        }
    }

    private NDList conditions(NDManager manager) {
        return conditions(manager, active);
    }

    private static NDList conditions(NDManager manager, List<ActiveJob> jobs) {
        NDList stacked = new NDList();
        for (int part = 0; part < jobs.get(0).condition().size(); part++) {
            int index = part;
            stacked.add(stacked(
                    manager,
                    jobs.stream().map(job -> job.condition().get(index)).toList()));
        }
        return stacked;
    }

    /** The arrays as one batch, owned by the manager; the arrays stay with their jobs. */
    private static NDArray stacked(NDManager manager, List<NDArray> arrays) {
        NDArray stacked = arrays.size() == 1 ? arrays.get(0).duplicate() : NDArrays.concat(new NDList(arrays));
        stacked.attach(manager);
        return stacked;
    }

    private static void end(ActiveJob job, RuntimeException why) {
        job.close();
        job.crop().completeExceptionally(why);
    }

    private record Waiting(DenoiseJob job, CompletableFuture<float[]> crop) {}
}
