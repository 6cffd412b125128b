/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import com.google.protobuf.Duration;
import dev.tryon.v1.Timings;
import java.util.EnumMap;
import java.util.Map;

/** How long each stage of one job took. Used by the job's thread only. */
final class StageClock {

    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
    private final long queued;
    private long since = System.nanoTime();

    /** @param queued nanoseconds from submission to lease */
    StageClock(long queued) {
        this.queued = Math.max(0, queued);
    }

    /** The time since the last call was this stage's. */
    void ended(Stage stage) {
        long now = System.nanoTime();
        nanos.merge(stage, now - since, Long::sum);
        since = now;
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
}
