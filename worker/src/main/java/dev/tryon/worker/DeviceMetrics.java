/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.worker.diffusion.DenoiseLoop;
import dev.tryon.worker.diffusion.DenoiseObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/** The device's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
final class DeviceMetrics implements DenoiseObserver {

    static final String STEP = "tryon.worker.denoise.step";
    static final String BATCH = "tryon.worker.denoise.batch";
    static final String OUT_OF_MEMORY = "tryon.worker.denoise.out_of_memory";
    static final String WAITING = "tryon.worker.denoise.waiting";

    private final MeterRegistry registry;

    DeviceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(DenoiseLoop loop) {
        Gauge.builder(WAITING, loop, DenoiseLoop::waiting).register(registry);
    }

    @Override
    public void stepped(String expert, int jobs, long nanos) {
        registry.timer(STEP, "expert", expert).record(nanos, TimeUnit.NANOSECONDS);
        registry.summary(BATCH, "expert", expert).record(jobs);
    }

    @Override
    public void outOfMemory(String expert, int jobs) {
        registry.counter(OUT_OF_MEMORY, "expert", expert).increment();
    }
}
