/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on at most one progress report of a job per interval, the first at once: a fast device would else write more
 * progress than results. One per job; called by the device's thread only.
 */
final class ProgressPace implements IntConsumer {

    private final IntConsumer told;
    private final Duration every;
    private final Clock clock;
    private @Nullable Instant last;

    /** @param every zero passes on all */
    ProgressPace(IntConsumer told, Duration every, Clock clock) {
        this.told = told;
        this.every = every;
        this.clock = clock;
    }

    @Override
    public void accept(int stepsDone) {
        Instant now = clock.instant();
        Instant before = last;
        if (before == null || !now.isBefore(before.plus(every))) {
            last = now;
            told.accept(stepsDone);
        }
    }
}
