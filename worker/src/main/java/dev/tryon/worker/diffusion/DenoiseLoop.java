/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.tryon.v1.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns the device and steps batches of jobs.
 *
 * <p>The loop is iteration-level, as schedulers of language models are (Yu et al. 2022, "Orca", §3): at every step it
 * admits waiting jobs, picks an expert, stacks the latents of that expert's jobs, each at its own timestep, guidance and
 * sampler, runs the denoiser once, and retires jobs that are done. A job never waits for another's last step, and a full
 * batch needs no jobs that start together.
 *
 * <p>Whose turn it is: the job that has waited longest since its last step; an interactive one counts as having waited
 * {@link #HEAD_START} steps more. So a shopper's job joins at once, even a full batch, whose bulk jobs then pause and
 * keep their state; and nobody pauses for long.
 *
 * <p>What goes wrong ends as few jobs as can be: a failure while admitting, a latent of no numbers, a failure of a job
 * that steps alone. When a batch fails, its jobs go on alone. Out of memory halves the batch. When a job that steps
 * alone fails and a blank one fails too, it is the device, and the loop ends: see {@link #alive}.
 *
 * <p>Conditioner and decoder run on this thread too, since it owns the device; so that those who are painted do not wait
 * for those who come, at most {@link #ADMITTED_PER_STEP} are admitted between two steps.
 *
 * <p>Thread-safe; owns the thread {@code device} and the experts.
 */
public final class DenoiseLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DenoiseLoop.class);
    private static final int HEAD_START = 4;
    private static final int ADMITTED_PER_STEP = 2;

    private final Map<String, Expert> experts;
    private final Map<String, BatchLimit> limits = new HashMap<>();
    private final int maximumBatch;
    private final DenoiseObserver observer;
    private final WaitingJobs waiting = new WaitingJobs();
    private final List<ActiveJob> active = new ArrayList<>();
    private final StackedConditions conditions = new StackedConditions();
    private final Thread thread;
    private final AtomicLong steps = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param experts by name; closed with the loop
     * @param maximumBatch jobs of one expert that step together
     */
    DenoiseLoop(Map<String, Expert> experts, int maximumBatch, DenoiseObserver observer) {
        this.experts = Map.copyOf(experts);
        this.maximumBatch = maximumBatch;
        this.observer = observer;
        experts.keySet().forEach(expert -> limits.put(expert, new BatchLimit(maximumBatch)));
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

    /** Steps that batches have taken so far; as long as it grows the device paints. */
    public long steps() {
        return steps.get();
    }

    /** How many jobs are not on the device yet. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Paints a crop.
     *
     * @return the crop, [3, H, W] planar RGB in [0, 1]; cancelled when the job is, or the loop closes; ends with a
     *     {@link JobFailedOnDeviceException} where the job is to blame
     * @throws IllegalArgumentException when the expert is not one of this loop's
     */
    public CompletableFuture<float[]> submit(DenoiseJob job) {
        if (!experts.containsKey(job.expert())) {
            throw new IllegalArgumentException("no expert " + job.expert() + " here; there are " + experts.keySet());
        }
        CompletableFuture<float[]> crop = new CompletableFuture<>();
        waiting.add(new WaitingJobs.Waiting(job, crop));
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
        experts.values().forEach(Expert::close);
    }

    private void run() {
        try {
            while (!closed) {
                admit();
                dropCancelled();
                if (!active.isEmpty()) {
                    step(nextBatch());
                    retire();
                }
            }
        } catch (InterruptedException e) {
            // close() interrupts a thread that waits for jobs: the loop ends as asked.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("the device does not paint any more; this process should be started anew");
        } finally {
            closed = true;
            conditions.close();
            active.forEach(job -> job.end(new CancellationException("the device has stopped")));
            for (Optional<WaitingJobs.Waiting> next = waiting.poll(job -> true);
                    next.isPresent();
                    next = waiting.poll(job -> true)) {
                next.get().crop().cancel(false);
            }
        }
    }

    /** Waits for a job when there is none, and takes what waits while there is room. */
    private void admit() throws InterruptedException {
        if (active.isEmpty()) {
            waiting.await();
        }
        int most = active.isEmpty() ? maximumBatch : ADMITTED_PER_STEP;
        for (int i = 0; i < most; i++) {
            Optional<WaitingJobs.Waiting> next = waiting.poll(this::hasRoom);
            if (next.isEmpty()) {
                return;
            }
            admit(next.get());
        }
    }

    private void admit(WaitingJobs.Waiting next) {
        long began = System.nanoTime();
        try {
            ActiveJob job = ActiveJob.admit(expert(next.job().expert()), next.job(), next.crop(), steps.get());
            active.add(job);
        } catch (RuntimeException e) {
            next.crop().completeExceptionally(e);
        } finally {
            observer.worked(System.nanoTime() - began);
        }
    }

    /** Interactive jobs need not wait for bulk ones to leave: they take their place in the batch. */
    private boolean hasRoom(DenoiseJob job) {
        long rivals = active.stream()
                .map(ActiveJob::job)
                .filter(other -> other.expert().equals(job.expert()))
                .filter(other -> other.interactive() || !job.interactive())
                .count();
        return rivals < maximumBatch;
    }

    private List<ActiveJob> nextBatch() {
        List<ActiveJob> queue = new ArrayList<>(active);
        queue.sort(Comparator.comparingLong(DenoiseLoop::turn));
        ActiveJob first = queue.get(0);
        if (first.suspected()) {
            return List.of(first);
        }
        String expert = first.job().expert();
        return queue.stream()
                .filter(job -> !job.suspected() && job.job().expert().equals(expert))
                .limit(limit(expert).now())
                .toList();
    }

    private static long turn(ActiveJob job) {
        return job.lastStepped() - (job.job().interactive() ? HEAD_START : 0);
    }

    private void step(List<ActiveJob> batch) {
        String expert = batch.get(0).job().expert();
        long began = System.nanoTime();
        try {
            NDList stacked = conditions.of(expert(expert), batch);
            active.removeAll(new DenoiseBatch(expert(expert), batch).step(stacked, steps.get() + 1));
            steps.incrementAndGet();
            limit(expert).wentWell(batch.size());
            observer.stepped(expert, batch.size(), System.nanoTime() - began);
        } catch (RuntimeException e) {
            failed(expert, batch, e);
        } finally {
            observer.worked(System.nanoTime() - began);
        }
    }

    private void failed(String expert, List<ActiveJob> batch, RuntimeException why) {
        conditions.close();
        boolean memory = isOutOfMemory(why);
        if (memory) {
            observer.outOfMemory(expert, batch.size());
            limit(expert).tooLarge(batch.size());
        }
        if (batch.size() > 1) {
            if (!memory) {
                batch.forEach(ActiveJob::suspect);
            }
            return;
        }
        ActiveJob alone = batch.get(0);
        active.remove(alone);
        if (memory) {
            alone.end(new JobFailedOnDeviceException(
                    FailureCode.OUT_OF_DEVICE_MEMORY,
                    "the device's memory does not suffice for one job of expert " + expert,
                    why));
            return;
        }
        alone.end(why);
        BlankJob.paint(expert(expert)); // throws where it is the device and not the job
    }

    /** DJL hands libtorch's error on as text. */
    private static boolean isOutOfMemory(RuntimeException why) {
        String text = String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("out of memory") || text.contains("can't allocate memory");
    }

    private void dropCancelled() {
        List<ActiveJob> cancelled = active.stream().filter(ActiveJob::cancelled).toList();
        active.removeAll(cancelled);
        conditions.forget(cancelled);
        cancelled.forEach(job -> job.end(new CancellationException("cancelled")));
    }

    private void retire() {
        List<ActiveJob> finished = active.stream().filter(ActiveJob::finished).toList();
        active.removeAll(finished);
        conditions.forget(finished);
        finished.forEach(this::decode);
    }

    private void decode(ActiveJob job) {
        long began = System.nanoTime();
        Expert expert = expert(job.job().expert());
        try (job;
                NDManager manager = expert.newManager()) {
            NDArray latent = job.latent().duplicate();
            latent.attach(manager);
            float[] crop = expert.decode(latent, DenoiseBatch.conditions(manager, List.of(job)))
                    .toFloatArray();
            if (allFinite(crop)) {
                job.crop().complete(crop);
            } else {
                job.crop().completeExceptionally(JobFailedOnDeviceException.noNumbers());
            }
        } catch (RuntimeException e) {
            job.crop().completeExceptionally(e);
        } finally {
            observer.worked(System.nanoTime() - began);
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

    private Expert expert(String name) {
        return Objects.requireNonNull(experts.get(name), name);
    }

    private BatchLimit limit(String expert) {
        return Objects.requireNonNull(limits.get(expert), expert);
    }
}
