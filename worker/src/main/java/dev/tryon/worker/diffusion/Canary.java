/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees whether the device still paints, by letting it paint: a blank crop of one denoise step, through the same engine as
 * every job. Paying work is not held up for it: where the device has stepped since the last look, that is proof enough, and
 * a blank job goes with the bulk lane. A device that computes no more may leave its thread alive and waiting for ever, so
 * that a look at the thread would not tell.
 *
 * <p>Thread-safe; owns the thread {@code canary}, not the engine.
 */
public final class Canary implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Canary.class);

    private final Engine engine;
    private final Supplier<BundleManifest> expert;
    private final Duration every;
    private final Duration patience;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "canary"));
    private volatile Optional<String> problem = Optional.of("the device has not painted yet");
    private long stepsSeen = -1;

    /**
     * @param expert that paints the next blank crop: one that is at hand, or another would leave for it
     * @param every between looks; zero looks at the start only
     * @param patience that the device has for one
     */
    public Canary(Engine engine, Supplier<BundleManifest> expert, Duration every, Duration patience) {
        this.engine = engine;
        this.expert = expert;
        this.every = every;
        this.patience = patience;
    }

    /** Returns after the first look. */
    public Canary start() {
        look();
        if (!every.isZero()) {
            var unused =
                    looks.scheduleWithFixedDelay(this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        }
        return this;
    }

    /** Why no work should come here, as of the last look; empty when the device paints. */
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {
        Threads.end(looks, Duration.ofSeconds(5), "the canary");
    }

    /** Called by one thread at a time: the starter's, then the canary's own. */
    private void look() {
        Optional<String> before = problem;
        Optional<String> now = steppedSinceLastLook() ? Optional.empty() : paint(before);
        stepsSeen = engine.steps();
        problem = now;
        if (before.isEmpty() && now.isPresent()) {
            log.atError().addKeyValue("reason", now.get()).log("the device does not paint; this worker is not ready");
        } else if (before.isPresent() && now.isEmpty() && stepsSeen > 1) {
            log.atInfo().log("the device paints");
        }
    }

    private boolean steppedSinceLastLook() {
        return stepsSeen >= 0 && engine.alive() && engine.steps() > stepsSeen;
    }

    private Optional<String> paint(Optional<String> before) {
        if (!engine.alive()) {
            return Optional.of(
                    before.orElse("the device's thread has died")); // nobody mends that: the first reason stays
        }
        AtomicBoolean givenUp = new AtomicBoolean();
        DenoiseJob.Watch watch = new DenoiseJob.Watch(steps -> {}, givenUp::get);
        CompletableFuture<float[]> crop = engine.submit(BlankJob.of(expert.get(), Lane.LANE_BULK, watch));
        try {
            crop.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            // Others may have filled the device meanwhile; then it has stepped, and is well.
            return steppedSinceLastLook()
                    ? Optional.empty()
                    : Optional.of("the device has not painted a blank crop within " + patience.toSeconds() + " s");
        } catch (ExecutionException | CancellationException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            return Optional.of("the device cannot paint a blank crop: " + why.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return before;
        } finally {
            givenUp.set(true);
        }
    }
}
