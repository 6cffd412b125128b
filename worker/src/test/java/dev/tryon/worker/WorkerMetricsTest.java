/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.platform.telemetry.Meters;
import dev.tryon.v1.Completed;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.worker.job.JobOutcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private static final String OF_BULK = "{expert=\"top\",lane=\"bulk\"";

    private final Meters meters = new Meters();
    private final WorkerMetrics metrics = new WorkerMetrics(meters.registry(), "top");

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void waitsAreCountedByLaneBelowEachBound() {
        metrics.leased("bulk", Duration.ofSeconds(4));
        metrics.leased("bulk", Duration.ofHours(1));
        metrics.leased("interactive", Duration.ofMillis(20));

        assertThat(meters.registry().scrape())
                .contains("tryon_worker_wait_seconds_bucket" + OF_BULK + ",le=\"2.5\"} 0")
                .contains("tryon_worker_wait_seconds_bucket" + OF_BULK + ",le=\"5.0\"} 1")
                .contains("tryon_worker_wait_seconds_bucket" + OF_BULK + ",le=\"7200.0\"} 2")
                .contains("tryon_worker_wait_seconds_bucket{expert=\"top\",lane=\"interactive\",le=\"0.1\"} 1");
    }

    @Test
    void aRecordOfAnotherMachinesFutureHasNotWaited() {
        metrics.leased("bulk", Duration.ofSeconds(-3));

        assertThat(meters.registry().scrape())
                .contains("tryon_worker_wait_seconds_bucket" + OF_BULK + ",le=\"0.1\"} 1")
                .contains("tryon_worker_wait_seconds_sum" + OF_BULK + "} 0.0");
    }

    @Test
    void serviceIsOfPaintedJobsOnly() {
        metrics.told(completed(false), "bulk", Duration.ofSeconds(3));
        metrics.told(completed(true), "bulk", Duration.ofMillis(5));
        metrics.told(new JobOutcome.Released("the device is stopping"), "bulk", Duration.ofMillis(1));

        assertThat(meters.registry().scrape())
                .contains("tryon_worker_service_seconds_bucket" + OF_BULK + ",le=\"2.0\"} 0")
                .contains("tryon_worker_service_seconds_bucket" + OF_BULK + ",le=\"4.0\"} 1")
                .contains("tryon_worker_service_seconds_count" + OF_BULK + "} 1");
    }

    private static JobOutcome completed(boolean cacheHit) {
        return new JobOutcome.Ended(TryOnEvent.newBuilder()
                .setCompleted(Completed.newBuilder().setCacheHit(cacheHit))
                .build());
    }
}
