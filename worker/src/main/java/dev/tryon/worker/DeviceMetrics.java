/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.worker.diffusion.DenoiseLoop;
import dev.tryon.worker.diffusion.DenoiseObserver;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The device's meters; {@code docs/metrics.md} says what each means. Thread-safe. */
final class DeviceMetrics implements DenoiseObserver {

    static final String STEP = "tryon.worker.denoise.step";
    static final String BATCH = "tryon.worker.denoise.batch";
    static final String OUT_OF_MEMORY = "tryon.worker.denoise.out_of_memory";
    static final String LOAD = "tryon.worker.expert.load";
    static final String RESIDENT = "tryon.worker.expert.resident";
    static final String WAITING = "tryon.worker.denoise.waiting";
    static final String MAXIMUM_BATCH = "tryon.worker.denoise.maximum_batch";
    static final String BUSY = "tryon.worker.device.busy";
    static final String PAINTS = "tryon.worker.device.paints";

    private static final double NANOS_OF_SECOND = 1e9;

    private final MeterRegistry registry;
    private final ConcurrentMap<String, AtomicInteger> resident = new ConcurrentHashMap<>();
    private final LongAdder busyNanos = new LongAdder();

    DeviceMetrics(MeterRegistry registry) {
        this.registry = registry;
        FunctionCounter.builder(BUSY, busyNanos, nanos -> nanos.sum() / NANOS_OF_SECOND)
                .baseUnit("seconds")
                .register(registry);
    }

    void watch(DenoiseLoop loop, int maximumBatch) {
        Gauge.builder(WAITING, loop, DenoiseLoop::waiting).register(registry);
        Gauge.builder(MAXIMUM_BATCH, () -> maximumBatch).register(registry);
    }

    void watch(WorkerEngines engines) {
        Gauge.builder(PAINTS, engines, watched -> watched.problem().isEmpty() ? 1 : 0)
                .register(registry);
    }

    @Override
    public void worked(long nanos) {
        busyNanos.add(nanos);
    }

    @Override
    public void stepped(String expert, int jobs, long nanos) {
        registry.timer(STEP, "expert", expert).record(nanos, TimeUnit.NANOSECONDS);
        registry.summary(BATCH, "expert", expert).record(jobs);
    }

    @Override
    public void loaded(String expert, long nanos) {
        registry.timer(LOAD, "expert", expert).record(nanos, TimeUnit.NANOSECONDS);
        resident(expert).set(1);
    }

    @Override
    public void left(String expert) {
        resident(expert).set(0);
    }

    private AtomicInteger resident(String expert) {
        return resident.computeIfAbsent(expert, name -> {
            AtomicInteger state = new AtomicInteger();
            Gauge.builder(RESIDENT, state, AtomicInteger::get)
                    .tag("expert", name)
                    .register(registry);
            return state;
        });
    }

    @Override
    public void outOfMemory(String expert, int jobs) {
        registry.counter(OUT_OF_MEMORY, "expert", expert).increment();
    }
}
