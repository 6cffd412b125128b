/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import java.util.List;

/**
 * A job's way from noise to picture, worked out beforehand. Immutable and thread-safe.
 *
 * @param start the level that the starting latent must have
 */
public record SamplingRun(NoiseLevel start, List<SamplerStep> steps) {

    public SamplingRun {
        steps = List.copyOf(steps);
    }

    /**
     * Works out a run.
     *
     * @param count of denoise steps, 1 or more
     * @param strength share of the schedule that is gone, in (0, 1]
     */
    public static SamplingRun of(
            Sampler sampler, NoiseSchedule schedule, Prediction prediction, int count, double strength) {
        List<NoiseLevel> levels = schedule.levels(count, strength);
        NoiseLevel first = levels.get(0);
        // At full strength the start is noise alone: what was placed has no say but through the condition.
        NoiseLevel start = strength < 1 ? first : new NoiseLevel(first.timestep(), 0, 1);
        return new SamplingRun(start, sampler.run(levels, prediction));
    }

    /** Whether a step asks what the step before it saw. */
    public boolean remembers() {
        return steps.stream().anyMatch(step -> step.next().previous() != 0);
    }

    public int length() {
        return steps.size();
    }
}
