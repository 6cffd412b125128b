/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDList;
import dev.tryon.v1.FailureCode;
import dev.tryon.worker.bundle.BundleManifest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns the device and steps batches of jobs.
 *
 * <p>The loop is iteration-level, as schedulers of language models are (Yu et al. 2022, "Orca", §3): at every step it
 * admits waiting jobs, picks those whose turn it is ({@link ActiveJobs}), stacks their latents, each at its own timestep,
 * guidance and sampler, runs the denoiser once, and retires jobs that are done. A job never waits for another's last step,
 * and a full batch needs no jobs that start together.
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
public final class DenoiseLoop implements Engine {

    private static final Logger log = LoggerFactory.getLogger(DenoiseLoop.class);
    private static final int ADMITTED_PER_STEP = 2;

    private final ResidentExperts experts;
    private final int maximumBatch;
    private final DenoiseObserver observer;
    private final WaitingJobs waiting = new WaitingJobs();
    private final ActiveJobs active;
    private final StackedConditions conditions = new StackedConditions();
    private final Thread thread;
    private final AtomicLong steps = new AtomicLong();
    private volatile @Nullable BundleManifest latest;
    private volatile boolean closed;

    /**
     * @param experts closed with the loop
     * @param maximumBatch jobs of one expert that step together
     */
    DenoiseLoop(ResidentExperts experts, int maximumBatch, DenoiseObserver observer) {
        this.experts = experts;
        this.maximumBatch = maximumBatch;
        this.observer = observer;
        this.active = new ActiveJobs(maximumBatch);
        this.thread = new Thread(this::run, "device");
    }

    DenoiseLoop start() {
        thread.start();
        return this;
    }

    /** Whether the device's thread lives; without it no job ever ends. */
    @Override
    public boolean alive() {
        return thread.isAlive();
    }

    /** Steps that batches have taken so far. */
    @Override
    public long steps() {
        return steps.get();
    }

    /** The expert that stepped last, which is on the device; empty before the first step. */
    public Optional<BundleManifest> latest() {
        return Optional.ofNullable(latest);
    }

    /** How many jobs are not on the device yet. */
    public int waiting() {
        return waiting.size();
    }

    @Override
    public CompletableFuture<float[]> submit(DenoiseJob job) {
        if (!experts.names().contains(job.expert())) {
            throw new IllegalArgumentException("no expert " + job.expert() + " here; there are " + experts.names());
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
        experts.close();
    }

    private void run() {
        try {
            while (!closed) {
                admit();
                dropCancelled();
                if (!active.isEmpty()) {
                    step(active.nextBatch());
                    retire();
                }
            }
        } catch (InterruptedException e) {
            if (!closed) { // close() interrupts a thread that waits for jobs; nobody else should
                log.atError().log("the device's thread was interrupted; this process should be started anew");
            }
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("the device does not paint any more; this process should be started anew");
        } finally {
            closed = true;
            conditions.close();
            active.take(job -> true).forEach(job -> job.end(new CancellationException("the device has stopped")));
            waiting.drain().forEach(job -> job.crop().cancel(false));
        }
    }

    /** Waits for a job when there is none, and takes what waits while there is room. */
    private void admit() throws InterruptedException {
        if (active.isEmpty()) {
            waiting.await();
        }
        int most = active.isEmpty() ? maximumBatch : ADMITTED_PER_STEP;
        for (int i = 0; i < most; i++) {
            Optional<WaitingJobs.Waiting> next = waiting.poll(this::admission);
            if (next.isEmpty()) {
                return;
            }
            admit(next.get());
        }
    }

    /** When the expert that is next does not fit beside those in use, nobody else is let in, or it might wait for ever. */
    private WaitingJobs.Admission admission(DenoiseJob job) {
        if (!active.hasRoom(job)) {
            return WaitingJobs.Admission.PASS_OVER;
        }
        return experts.hasRoom(job.expert(), active.experts())
                ? WaitingJobs.Admission.ADMIT
                : WaitingJobs.Admission.HOLD_ALL;
    }

    private void admit(WaitingJobs.Waiting next) {
        long began = System.nanoTime();
        try {
            Expert expert = experts.load(next.job().expert(), active.experts());
            active.add(ActiveJob.admit(expert, next.job(), next.crop(), steps.get()));
        } catch (RuntimeException e) {
            next.crop().completeExceptionally(e);
        } finally {
            observer.worked(System.nanoTime() - began);
        }
    }

    private void step(List<ActiveJob> batch) {
        String expert = batch.get(0).job().expert();
        long began = System.nanoTime();
        try {
            NDList stacked = conditions.of(experts.get(expert), batch);
            List<ActiveJob> broken = new DenoiseBatch(experts.get(expert), batch).step(stacked, steps.get() + 1);
            active.remove(broken);
            conditions.forget(broken);
            steps.incrementAndGet();
            latest = experts.get(expert).manifest();
            active.limit(expert).wentWell(batch.size());
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
            active.limit(expert).tooLarge(batch.size());
        }
        if (batch.size() > 1) {
            if (!memory) {
                batch.forEach(ActiveJob::suspect);
            }
            return;
        }
        ActiveJob alone = batch.get(0);
        active.remove(batch);
        if (memory) {
            alone.end(new JobFailedOnDeviceException(
                    FailureCode.OUT_OF_DEVICE_MEMORY,
                    "the device's memory does not suffice for one job of expert " + expert,
                    why));
            return;
        }
        alone.end(why);
        BlankJob.paint(experts.get(expert)); // throws where it is the device and not the job
    }

    /** DJL hands libtorch's error on as text. */
    private static boolean isOutOfMemory(RuntimeException why) {
        String text = String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("out of memory") || text.contains("can't allocate memory");
    }

    private void dropCancelled() {
        List<ActiveJob> cancelled = active.take(ActiveJob::cancelled);
        conditions.forget(cancelled);
        cancelled.forEach(job -> job.end(new CancellationException("cancelled")));
    }

    private void retire() {
        List<ActiveJob> finished = active.take(ActiveJob::finished);
        conditions.forget(finished);
        for (ActiveJob job : finished) {
            long began = System.nanoTime();
            job.decode(experts.get(job.job().expert()));
            observer.worked(System.nanoTime() - began);
        }
    }
}
