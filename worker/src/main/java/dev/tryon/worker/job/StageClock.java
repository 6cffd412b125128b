/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import com.google.protobuf.Duration;
import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.v1.Timings;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** How long each stage of one job took, each a span of the job's. Used by the job's thread only; owns nothing. */
final class StageClock {

    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
    private final long queued;
    private final OpenSpan job;

    /**
     * @param queued nanoseconds from submission to lease
     * @param job the span that the stages are legs of
     */
    StageClock(long queued, OpenSpan job) {
        this.queued = Math.max(0, queued);
        this.job = job;
    }

    /** Does a stage's work and takes its time, however it ends. */
    <T> T timed(Stage stage, Work<T> work) throws JobFailedException, InterruptedException {
        long began = System.nanoTime();
        try (OpenSpan span = job.child(stage.text())) {
            try {
                return work.done();
            } catch (JobFailedException e) {
                span.failed(e.code().name(), String.valueOf(e.getMessage()));
                throw e;
            } catch (ImageStoreException e) {
                span.failed(e.code().name(), String.valueOf(e.getMessage()));
                throw e;
            } catch (CancellationException e) {
                span.with("cancelled", "true");
                throw e;
            } catch (RuntimeException | InterruptedException e) {
                span.broke(e);
                throw e;
            }
        } finally {
            nanos.merge(stage, System.nanoTime() - began, Long::sum);
        }
    }

    Map<Stage, Long> nanos() {
        return nanos;
    }

    Timings.Builder timings() {
        return Timings.newBuilder()
                .setQueued(duration(queued))
                .setFetch(of(Stage.FETCH))
                .setMask(of(Stage.MASK))
                .setDenoise(of(Stage.DENOISE))
                .setStitch(of(Stage.STITCH))
                .setStore(of(Stage.STORE));
    }

    private Duration of(Stage stage) {
        return duration(nanos.getOrDefault(stage, 0L));
    }

    static Duration duration(long nanos) {
        return Duration.newBuilder()
                .setSeconds(nanos / 1_000_000_000L)
                .setNanos((int) (nanos % 1_000_000_000L))
                .build();
    }

    /** What a stage does. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws JobFailedException, InterruptedException;
    }
}
