/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.Lane;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingJobsTest {

    private final WaitingJobs waiting = new WaitingJobs();

    @Test
    void givesInteractiveFirstAndEachLaneInItsOrder() {
        add("top", Lane.LANE_BULK, 1);
        add("top", Lane.LANE_BULK, 2);
        add("top", Lane.LANE_INTERACTIVE, 3);
        add("top", Lane.LANE_INTERACTIVE, 4);

        assertThat(List.of(seed(), seed(), seed(), seed())).containsExactly(3L, 4L, 1L, 2L);
    }

    @Test
    void passesOverThoseForWhomThereIsNoRoom() {
        add("top", Lane.LANE_INTERACTIVE, 1);
        add("shoes", Lane.LANE_BULK, 2);

        assertThat(waiting.poll(job -> job.expert().equals("shoes")
                                ? WaitingJobs.Admission.ADMIT
                                : WaitingJobs.Admission.PASS_OVER)
                        .orElseThrow()
                        .job()
                        .settings()
                        .seed())
                .isEqualTo(2);
        assertThat(waiting.size()).isEqualTo(1);
    }

    @Test
    void letsNobodyPassOneThatHoldsAll() {
        add("top", Lane.LANE_INTERACTIVE, 1);
        add("shoes", Lane.LANE_INTERACTIVE, 2);
        add("shoes", Lane.LANE_BULK, 3);

        assertThat(waiting.poll(job ->
                        job.expert().equals("shoes") ? WaitingJobs.Admission.ADMIT : WaitingJobs.Admission.HOLD_ALL))
                .isEmpty();
        assertThat(waiting.drain()).hasSize(3);
    }

    private long seed() {
        return waiting.poll(job -> WaitingJobs.Admission.ADMIT)
                .orElseThrow()
                .job()
                .settings()
                .seed();
    }

    private void add(String expert, Lane lane, long seed) {
        float[] none = {};
        DenoiseJob job = new DenoiseJob(
                expert,
                lane,
                new DenoiseJob.Pictures(none, none, none, none),
                new DenoiseJob.Settings(1, 1, 1, seed),
                DenoiseJob.Watch.NONE);
        waiting.add(new WaitingJobs.Waiting(job, new CompletableFuture<>()));
    }
}
