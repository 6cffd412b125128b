/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.platform.admin.Health;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Lane;
import dev.tryon.worker.job.JobHandlers;
import dev.tryon.worker.lease.LeaseTurns;
import dev.tryon.worker.lease.LeasedWork;
import dev.tryon.worker.lease.Slot;
import dev.tryon.worker.lease.SlotState;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;

/** The slots of a worker's experts: as many of each lane as its capacity says. Thread-safe; owns them. */
final class WorkerSlots implements AutoCloseable {

    private final KafkaClients kafka;
    private final String worker;
    private final Capacity capacity;
    private final Slot.Terms terms;
    private final UnaryOperator<LeasedWork> around;
    private final SlotMetrics metrics;
    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    private final Closing closing = new Closing();

    /** @param around what a slot does with a lease */
    WorkerSlots(
            KafkaClients kafka,
            String worker,
            Capacity capacity,
            Slot.Terms terms,
            UnaryOperator<LeasedWork> around,
            MeterRegistry registry) {
        this.kafka = kafka;
        this.worker = worker;
        this.capacity = capacity;
        this.terms = terms;
        this.around = around;
        this.metrics = new SlotMetrics(registry);
    }

    /** Leases jobs of an expert from now on. */
    void start(ServedExperts.Served served, JobHandlers handlers) {
        Map<Lane, List<Slot>> lanes = new EnumMap<>(Lane.class);
        Map<Lane, LeaseTurns> turns = turns(served);
        for (int i = 0; i < capacity.slots(); i++) {
            String name = "slot-" + served.name() + "-" + i;
            Lane lane = capacity.lane(i);
            Slot.Source source = new Slot.Source(
                    records -> kafka.slotConsumer(Topics.workerGroup(served.expert()), worker + "-" + name, records),
                    List.of(Topics.requests(served.expert(), lane)),
                    lane == Lane.LANE_BULK,
                    Objects.requireNonNull(turns.get(lane)));
            Slot slot = new Slot(name, source, around.apply(handlers.handler()), terms);
            slots.add(closing.add(slot).start());
            lanes.computeIfAbsent(lane, ofLane -> new ArrayList<>()).add(slot);
        }
        lanes.forEach((lane, ofLane) -> metrics.watch(served.name(), lane, ofLane));
    }

    private Map<Lane, LeaseTurns> turns(ServedExperts.Served served) {
        Map<Lane, LeaseTurns> turns = new EnumMap<>(Lane.class);
        try (Consumer<byte[], byte[]> reader = kafka.reader(worker + "-partitions")) {
            for (int i = 0; i < capacity.slots(); i++) {
                turns.computeIfAbsent(capacity.lane(i), lane -> {
                    String topic = Topics.requests(served.expert(), lane);
                    return LeaseTurns.of(
                            capacity.slots(), reader.partitionsFor(topic).size());
                });
            }
        }
        return turns;
    }

    int jobsInHand() {
        return count(SlotState.WORKING);
    }

    Health.Status health() {
        int dead = count(SlotState.DEAD);
        return dead == 0
                ? Health.Status.up("leasing with " + slots.size() + " slots")
                : Health.Status.down(dead + " of " + slots.size() + " slots have died");
    }

    /** No more leases; all are told before any is waited for, so that they drain side by side. */
    void stop() {
        slots.forEach(Slot::stop);
    }

    @Override
    public void close() {
        stop();
        closing.close();
    }

    private int count(SlotState state) {
        return (int) slots.stream().filter(slot -> slot.state() == state).count();
    }
}
