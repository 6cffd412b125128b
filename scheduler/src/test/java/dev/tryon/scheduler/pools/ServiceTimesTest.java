/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Parameters;
import dev.tryon.v1.Provenance;
import dev.tryon.v1.Step;
import dev.tryon.v1.Timings;
import dev.tryon.v1.TryOnEvent;
import org.junit.jupiter.api.Test;

class ServiceTimesTest {
    private final ServiceTimes times = new ServiceTimes(3);

    @Test
    void jobsOfOneBatchShareItsTime() {
        for (int batch = 0; batch < 100; batch++) {
            for (int job = 0; job < 8; job++) {
                times.take(completed("w1", 1_000 + 4 * (batch + 1), 4, 20, false));
                times.take(completed("w2", 1_000 + 4 * (batch + 1), 4, 20, false));
            }
        }
        assertThat(times.secondsPerJob(Expert.EXPERT_TOP)).isCloseTo(0.5, within(0.15));
    }

    @Test
    void jobsOneAfterTheOtherTakeTheirOwn() {
        for (int job = 0; job < 200; job++) {
            times.take(completed("w1", 1_000 + 2 * job, 2, 20, false));
        }
        assertThat(times.secondsPerJob(Expert.EXPERT_TOP)).isCloseTo(2, within(0.01));
    }

    @Test
    void untilSomethingIsMeasuredItIsAssumedAndCacheHitsMeasureNothing() {
        times.take(completed("w1", 1_000, 2, 20, true));
        assertThat(times.secondsPerJob(Expert.EXPERT_TOP)).isEqualTo(3);
    }

    @Test
    void denoiseStepsThatARequestNamesCount() {
        for (int job = 0; job < 50; job++) {
            times.take(completed("w1", 1_000 + 2 * job, 2, 20, false));
        }
        Step slow = Step.newBuilder()
                .setExpert(Expert.EXPERT_TOP)
                .setParameters(Parameters.newBuilder().setSteps(60))
                .build();
        assertThat(times.predict(slow)).isCloseTo(6, within(0.1));
    }

    private static TryOnEvent completed(String worker, double end, double denoise, int steps, boolean hit) {
        return TryOnEvent.newBuilder()
                .setExpert(Expert.EXPERT_TOP)
                .setAt(Timestamp.newBuilder().setSeconds((long) end))
                .setCompleted(Completed.newBuilder()
                        .setCacheHit(hit)
                        .setProvenance(Provenance.newBuilder()
                                .setWorker(worker)
                                .setDenoiseSteps(steps)
                                .setTimings(Timings.newBuilder()
                                        .setDenoise(Duration.newBuilder().setSeconds((long) denoise)))))
                .build();
    }
}
