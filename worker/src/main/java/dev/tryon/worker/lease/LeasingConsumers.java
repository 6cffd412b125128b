/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import dev.tryon.platform.lifecycle.Closing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A slot's consumer, and another while it leases handfuls, since the number of records is part of a consumer. Who joins a
 * group may wait for partitions until its next heartbeat, five seconds at a broker's default. So the slot leases as before
 * while a consumer of more records joins, and the consumer of single records stays a member meanwhile: who comes upon a
 * painting goes on with it at once (docs/adr/0094).
 *
 * <p>Owned by one thread; only {@link #wakeUp} may be called by others.
 */
final class LeasingConsumers implements AutoCloseable {

    /** Long, since each end of a poll is a chance for a record to be acquired unasked. */
    private static final Duration SINGLE_POLL = Duration.ofSeconds(10);
    /** Short, since where nothing waited for so long, the next jobs are to be shared out one by one. */
    private static final Duration HANDFUL_POLL = Duration.ofSeconds(1);
    /** Shorter, since the one that joins may have records by then. */
    private static final Duration POLL_BESIDE = Duration.ofMillis(100);

    private final Slot.Source source;
    private final Map<Integer, LeasingConsumer> open = new HashMap<>();
    private volatile @Nullable LeasingConsumer current;
    private boolean leaving;

    LeasingConsumers(Slot.Source source) {
        this.source = source;
    }

    /**
     * Records, and who leased them.
     *
     * @param records none when none came in a while or {@link #wakeUp} was called
     */
    record Lease(LeasingConsumer consumer, List<ConsumerRecord<byte[], byte[]>> records) {}

    /** Waits for so many records at a time, or for fewer while a consumer of so many joins. */
    Lease lease(int most) {
        LeasingConsumer asked = open.computeIfAbsent(most, this::subscribed);
        LeasingConsumer before = current;
        open.values().removeIf(other -> other != asked && other != before && other.most() > 1 && closed(other));
        if (before == null || before.most() >= most || asked.joined()) {
            goOnWith(asked);
            return new Lease(asked, asked.lease(most == 1 ? SINGLE_POLL : HANDFUL_POLL));
        }
        List<ConsumerRecord<byte[], byte[]>> first = asked.lease(Duration.ZERO);
        if (first.isEmpty()) {
            return new Lease(before, before.lease(POLL_BESIDE));
        }
        goOnWith(asked);
        return new Lease(asked, first);
    }

    /**
     * A consumer that is not polled asks for nothing, unless its last poll ended without a record: what it asked for then may
     * still be given to it, where nobody would look. One of many records would keep partitions to itself on a topic of several.
     */
    private void goOnWith(LeasingConsumer next) {
        LeasingConsumer before = current;
        current = next;
        if (before == null || before == next) {
            return;
        }
        if (before.most() > 1 || before.asksStill()) {
            open.remove(before.most());
            before.close();
        } else {
            before.tellAccepted();
        }
    }

    private static boolean closed(LeasingConsumer consumer) {
        consumer.close();
        return true;
    }

    private LeasingConsumer subscribed(int records) {
        ShareConsumer<byte[], byte[]> consumer = source.consumers().apply(records);
        consumer.subscribe(source.topics());
        return new LeasingConsumer(consumer, records);
    }

    /** For who has no turn to lease for long: of handfuls nothing is left when it comes. */
    void backToOne() {
        LeasingConsumer single = open.get(1);
        if (single != null && single.joined()) {
            goOnWith(single);
        }
    }

    /** Whether the last lease came from a member of the group. */
    boolean joined() {
        LeasingConsumer last = current;
        return last != null && last.joined();
    }

    /** What was accepted and has not been told. Does not wait for the broker. */
    void tellAccepted() {
        LeasingConsumer last = current;
        if (last != null) {
            last.tellAccepted();
        }
    }

    /** Makes a lease that is waited for return. */
    void wakeUp() {
        LeasingConsumer waiting = current;
        if (waiting != null) {
            waiting.wakeUp();
        }
    }

    /**
     * Whether these may be closed without a record being given in vain to each of many: none is asked for, or few others are
     * leaving.
     */
    boolean mayLeave() {
        if (open.values().stream().noneMatch(LeasingConsumer::asksStill)) {
            return true;
        }
        leaving = leaving || source.turns().mayLeave();
        return leaving;
    }

    /** What has been asked for, if it comes in a moment; asks for nothing else. */
    Optional<Lease> leaseAsked() {
        for (LeasingConsumer consumer : open.values()) {
            if (consumer.asksStill()) {
                List<ConsumerRecord<byte[], byte[]>> records = consumer.lease(POLL_BESIDE);
                if (!records.isEmpty()) {
                    return Optional.of(new Lease(consumer, records));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        Closing all = new Closing();
        all.add(() -> {
            if (leaving) {
                source.turns().hasLeft();
            }
        });
        open.values().forEach(all::add);
        all.close();
    }
}
