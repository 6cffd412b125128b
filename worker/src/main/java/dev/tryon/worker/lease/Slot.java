/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One share consumer, one job in flight.
 *
 * <p>{@code poll()} throws while anything is unacknowledged; so a slot holds one record from lease to acknowledgement,
 * and a worker has several slots. While jobs end at once it leases a handful and does one after the other ({@link LeaseSize}).
 * The slot's own thread does nothing but poll, renew and acknowledge, since the consumer
 * is its alone; the job runs on a second thread. The lease is renewed every third of its length ({@link LeasingConsumer}
 * says how). When it is lost all the same (this process was frozen), the job is given up: whoever has the record now does
 * it again, and conditional writes keep what exists. When the broker does not answer, the job goes on: what it stores will
 * be found by whoever gets the record next.
 *
 * <p>Thread-safe. Owns the threads {@code NAME} and {@code NAME-job} and the consumer.
 */
public final class Slot implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    /** How soon a stop is noticed by a slot that waits for its job or for the gate. */
    private static final Duration NOTICE = Duration.ofMillis(100);
    /** What was accepted may wait that long for the next lease, and is told without it then. */
    private static final Duration SOON = Duration.ofMillis(50);
    /** Who waits that long for its turn comes upon other jobs than those before. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(1);

    private final Source source;
    private final LeasedWork work;
    private final LeaseSize size;
    private final Terms terms;
    private final Thread thread;
    private final ExecutorService jobs;
    private volatile @Nullable Instant stopAt;
    private volatile boolean working;
    private volatile @Nullable LeasingConsumers leasing;

    /**
     * What all slots of a worker have in common.
     *
     * @param gate shut while no new leases may be taken
     * @param drain how long a stop waits for the job in flight before it releases it
     */
    public record Terms(LeaseGate gate, Duration drain, Clock clock) {}

    /**
     * Where a slot's records come from.
     *
     * @param consumers makes a consumer of so many records at a time; called on the slot's thread, at the start, after each
     *     pause and when the number changes
     * @param handfuls whether several may be leased while jobs end at once
     * @param turns of all slots of a worker that lease from there
     */
    public record Source(
            IntFunction<ShareConsumer<byte[], byte[]>> consumers,
            Collection<String> topics,
            boolean handfuls,
            LeaseTurns turns) {

        public Source {
            topics = List.copyOf(topics);
        }
    }

    /** @param name of the slot's thread, as {@code slot-top-0} */
    public Slot(String name, Source source, LeasedWork work, Terms terms) {
        this.source = source;
        this.size = source.handfuls() ? LeaseSize.growing() : LeaseSize.single();
        this.work = work;
        this.terms = terms;
        this.thread = new Thread(this::run, name);
        this.jobs = Executors.newSingleThreadExecutor(task -> new Thread(task, name + "-job"));
    }

    public Slot start() {
        thread.start();
        return this;
    }

    /** A slot whose thread has died will never lease again: the process should end. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** What it does at this moment. */
    public SlotState state() {
        if (!alive()) {
            return SlotState.DEAD;
        }
        if (working) {
            return SlotState.WORKING;
        }
        return leasing == null && !terms.gate().isOpen() ? SlotState.PAUSED : SlotState.IDLE;
    }

    /** Asks for no more leases from now on; {@link #close} waits for the one in hand, or asked for. */
    public void stop() {
        if (stopAt == null) {
            stopAt = terms.clock().instant().plus(terms.drain());
            wakeUp();
        }
    }

    /** Out of waiting for a lease; a job in hand goes on, and its renewals undisturbed. */
    private void wakeUp() {
        LeasingConsumers waiting = leasing;
        if (waiting != null && !working) {
            waiting.wakeUp();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join();
            jobs.shutdownNow();
            if (!jobs.awaitTermination(30, TimeUnit.SECONDS)) {
                log.atWarn().addKeyValue("slot", thread.getName()).log("a job does not react to its interrupt");
            }
        } catch (InterruptedException e) {
            jobs.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        terms.gate().onShut(this::wakeUp);
        try {
            while (stopAt == null) {
                if (terms.gate().isOpen()) {
                    leaseWhileOpen();
                } else {
                    terms.gate().await(NOTICE);
                }
            }
        } catch (InterruptedException e) {
            log.atError().addKeyValue("slot", thread.getName()).log("slot was interrupted while it paused, and died");
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("slot", thread.getName()).log("slot died");
        }
    }

    /**
     * When the gate shuts, the consumer leaves the group. One that merely is not polled goes on fetching until it has a
     * record, which nobody would work on: its lock would run out, a delivery would be spent, and the next slot's consumer
     * would have it (docs/adr/0079). When the slot must stop, it works on what it has asked for until it may leave.
     */
    private void leaseWhileOpen() throws InterruptedException {
        try (LeasingConsumers consumers = new LeasingConsumers(source)) {
            leasing = consumers;
            while (mayLease() || mustStay(consumers)) {
                Optional<LeasingConsumers.Lease> lease = mayLease() ? lease(consumers) : consumers.leaseAsked();
                if (lease.isPresent()) {
                    working = true;
                    process(lease.get().consumer(), lease.get().records());
                    working = false;
                }
            }
        }
        leasing = null;
    }

    private boolean mayLease() {
        return stopAt == null && terms.gate().isOpen();
    }

    private boolean mustStay(LeasingConsumers consumers) {
        return stopAt != null && !overdue() && !consumers.mayLeave();
    }

    /** Whether the time is over that a stop leaves to jobs. */
    private boolean overdue() {
        Instant deadline = stopAt;
        return deadline != null && !terms.clock().instant().isBefore(deadline);
    }

    /**
     * Records, as soon as there are some; none when no more may be leased. A slot keeps its turn until it has records: were
     * it to stop asking, the broker might give the next to a consumer that nobody polls. Joining the group takes no turn,
     * since it takes long.
     */
    private Optional<LeasingConsumers.Lease> lease(LeasingConsumers consumers) throws InterruptedException {
        long free = System.nanoTime();
        boolean turn = consumers.joined() && awaitTurn(consumers);
        try {
            while (mayLease()) {
                LeasingConsumers.Lease lease = consumers.lease(size.records());
                size.leased(
                        lease.records().size(), lease.consumer().most(), Duration.ofNanos(System.nanoTime() - free));
                if (!lease.records().isEmpty()) {
                    return Optional.of(lease);
                }
            }
            return Optional.empty();
        } finally {
            if (turn) {
                source.turns().pass();
            }
        }
    }

    /** False when no more may be leased. */
    private boolean awaitTurn(LeasingConsumers consumers) throws InterruptedException {
        if (source.turns().take(SOON)) {
            return true;
        }
        consumers.tellAccepted();
        long idle = System.nanoTime() + LONG_WAIT.toNanos();
        while (mayLease()) {
            if (source.turns().take(NOTICE)) {
                return true;
            }
            if (System.nanoTime() > idle) {
                size.idle();
                consumers.backToOne();
            }
        }
        return false;
    }

    private void process(LeasingConsumer consumer, List<ConsumerRecord<byte[], byte[]>> leased) {
        if (overdue()) {
            consumer.release(leased);
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> held = new ArrayList<>(leased);
        // In the client, for as long as the job before took. Quick jobs are spared the round trip.
        if (consumer.mayHaveWaited()) {
            held.retainAll(consumer.renew(leased).standing());
            if (held.isEmpty()) {
                about(log.atDebug(), leased).log("lease ran out before the job began");
                return;
            }
        }
        Handful handful = new Handful(held, work, size);
        Future<Void> job = jobs.submit(handful);
        boolean over = false;
        while (!over) {
            over = await(job, handful, consumer.lock().dividedBy(3));
            handful.takeEnded().forEach((record, outcome) -> {
                if (held.remove(record)) {
                    consumer.end(record, outcome);
                }
            });
            if (!over && !held.isEmpty()) {
                over = !renewed(consumer, held, handful);
                if (over) {
                    job.cancel(true);
                }
            }
        }
        if (!held.isEmpty()) {
            consumer.release(held); // broken, cut off, or not begun
        }
    }

    /** Leaves those that still stand; false when somebody else has one of them. */
    private static boolean renewed(
            LeasingConsumer consumer, List<ConsumerRecord<byte[], byte[]>> held, Handful handful) {
        LeasingConsumer.Renewal renewal = consumer.renew(held);
        List<ConsumerRecord<byte[], byte[]>> gone = new ArrayList<>(held);
        gone.removeAll(renewal.standing());
        held.retainAll(renewal.standing());
        if (!renewal.lost().isEmpty()) {
            about(log.atWarn(), renewal.lost()).log("lease lost, job given up");
            return false;
        }
        if (!gone.isEmpty()) {
            handful.beginNoMore();
            about(log.atWarn(), gone).log("lease not renewed; the job goes on, and ends or is found done");
        }
        return true;
    }

    /** Says which, by the first of them. */
    private static LoggingEventBuilder about(LoggingEventBuilder line, List<ConsumerRecord<byte[], byte[]>> leased) {
        ConsumerRecord<byte[], byte[]> first = leased.get(0);
        return line.addKeyValue("topic", first.topic())
                .addKeyValue("partition", first.partition())
                .addKeyValue("offset", first.offset())
                .addKeyValue("records", leased.size());
    }

    /** Whether the work is over; if not, leases must be renewed first. */
    private boolean await(Future<Void> job, Handful handful, Duration renewAfter) {
        long end = System.nanoTime() + renewAfter.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (stopAt != null) {
                    handful.beginNoMore();
                }
                if (overdue()) {
                    job.cancel(true); // and somebody else begins with it at once
                    return true;
                }
                try {
                    job.get(NOTICE.toMillis(), TimeUnit.MILLISECONDS);
                    return true;
                } catch (TimeoutException e) {
                    // Not yet.
                }
            }
            return false;
        } catch (CancellationException | InterruptedException e) {
            return true;
        } catch (ExecutionException e) {
            log.atError().setCause(e).addKeyValue("slot", thread.getName()).log("job ended without an outcome");
            return true;
        }
    }
}
