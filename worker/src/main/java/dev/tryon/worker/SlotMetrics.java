/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.proto.LaneNames;
import dev.tryon.v1.Lane;
import dev.tryon.worker.lease.Slot;
import dev.tryon.worker.lease.SlotState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The slots' meters; {@code docs/metrics.md} says what each means. Thread-safe. */
final class SlotMetrics {

    static final String SLOTS = "tryon.worker.slots";

    private final MeterRegistry registry;

    SlotMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param slots of one expert and lane */
    void watch(String expert, Lane lane, List<Slot> slots) {
        List<Slot> watched = List.copyOf(slots);
        for (SlotState state : SlotState.values()) {
            Gauge.builder(SLOTS, watched, all -> count(all, state))
                    .tags("expert", expert, "lane", LaneNames.name(lane), "state", state.text())
                    .strongReference(true) // the registry alone has this list
                    .register(registry);
        }
    }

    private static double count(List<Slot> slots, SlotState state) {
        return slots.stream().filter(slot -> slot.state() == state).count();
    }
}
