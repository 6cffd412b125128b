/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import java.util.List;

/**
 * What a simulation came to. Immutable.
 *
 * @param jobs that began
 * @param waitP95 of all shoppers, in seconds
 * @param cost of all replicas
 * @param peakReplicas most that worked at a time
 * @param busy share of paid device seconds in which a job was done
 * @param campaigns when each ended
 */
record Outcome(
        long jobs,
        double waitP95,
        double cost,
        int peakReplicas,
        double busy,
        List<Sample> samples,
        List<CampaignEnd> campaigns) {
    Outcome {
        samples = List.copyOf(samples);
        campaigns = List.copyOf(campaigns);
    }

    /**
     * @param seconds from its submission to its last row's begin; negative when it did not come to that
     */
    record CampaignEnd(String tenant, long rows, int seconds) {}
}
