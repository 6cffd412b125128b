/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Supplier;
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
 * and a worker has several slots. The slot's own thread does nothing but poll, renew and acknowledge, since the consumer
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

    private final Supplier<ShareConsumer<byte[], byte[]>> consumers;
    private final Collection<String> topics;
    private final LeasedWork work;
    private final Terms terms;
    private final Thread thread;
    private final ExecutorService jobs;
    private volatile @Nullable Instant stopAt;
    private volatile boolean working;
    private volatile @Nullable LeasingConsumer leasing;

    /**
     * What all slots of a worker have in common.
     *
     * @param gate shut while no new leases may be taken
     * @param drain how long a stop waits for the job in flight before it releases it
     */
    public record Terms(LeaseGate gate, Duration drain, Clock clock) {}

    /**
     * @param name of the slot's thread, as {@code slot-top-0}
     * @param consumers called on the slot's thread, at the start and after each pause
     */
    public Slot(
            String name,
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            Collection<String> topics,
            LeasedWork work,
            Terms terms) {
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
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

    /** Takes no more leases from now on; {@link #close} waits for the one in hand. */
    public void stop() {
        if (stopAt == null) {
            stopAt = terms.clock().instant().plus(terms.drain());
            wakeUp();
        }
    }

    /** Out of waiting for a lease; a job in hand goes on, and its renewals undisturbed. */
    private void wakeUp() {
        LeasingConsumer waiting = leasing;
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
     * would have it (docs/adr/0079).
     */
    private void leaseWhileOpen() {
        try (LeasingConsumer consumer = open()) {
            while (stopAt == null && terms.gate().isOpen()) {
                consumer.lease().ifPresent(leased -> {
                    working = true;
                    process(consumer, leased);
                    working = false;
                });
            }
        }
        leasing = null;
    }

    private LeasingConsumer open() {
        ShareConsumer<byte[], byte[]> subscribed = consumers.get();
        subscribed.subscribe(topics);
        LeasingConsumer opened = new LeasingConsumer(subscribed);
        leasing = opened;
        return opened;
    }

    private void process(LeasingConsumer consumer, ConsumerRecord<byte[], byte[]> leased) {
        if (stopAt != null) {
            consumer.end(leased, Acknowledgement.RELEASE);
            return;
        }
        // In the client, for as long as the job before took. Quick jobs are spared the round trip.
        if (consumer.mayHaveWaited() && consumer.renew(leased) != LeasingConsumer.Renewal.RENEWED) {
            about(log.atDebug(), leased).log("lease ran out before the job began");
            return;
        }
        Future<Acknowledgement> job = jobs.submit(() -> work.process(leased));
        boolean held = true;
        while (true) {
            Optional<Acknowledgement> ended = await(job, consumer.lock().dividedBy(3));
            if (ended.isPresent()) {
                if (held) {
                    consumer.end(leased, ended.get());
                }
                return;
            }
            switch (held ? consumer.renew(leased) : LeasingConsumer.Renewal.UNANSWERED) {
                case RENEWED -> {}
                case LOST -> {
                    about(log.atWarn(), leased).log("lease lost, job given up");
                    job.cancel(true);
                    return;
                }
                case UNANSWERED -> {
                    if (held) {
                        about(log.atWarn(), leased)
                                .log("lease not renewed; the job goes on, and ends or is found done");
                    }
                    held = false;
                }
            }
        }
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, ConsumerRecord<byte[], byte[]> leased) {
        return line.addKeyValue("topic", leased.topic())
                .addKeyValue("partition", leased.partition())
                .addKeyValue("offset", leased.offset());
    }

    /** The job's end, or empty when the lease must be renewed first. */
    private Optional<Acknowledgement> await(Future<Acknowledgement> job, Duration renewAfter) {
        long end = System.nanoTime() + renewAfter.toNanos();
        try {
            while (System.nanoTime() < end) {
                Instant deadline = stopAt;
                if (deadline != null && !terms.clock().instant().isBefore(deadline)) {
                    job.cancel(true); // and somebody else begins with it at once
                    return Optional.of(Acknowledgement.RELEASE);
                }
                try {
                    return Optional.of(job.get(NOTICE.toMillis(), TimeUnit.MILLISECONDS));
                } catch (TimeoutException e) {
                    // Not yet.
                }
            }
            return Optional.empty();
        } catch (CancellationException | InterruptedException e) {
            return Optional.of(Acknowledgement.RELEASE);
        } catch (ExecutionException e) {
            log.atError().setCause(e).addKeyValue("slot", thread.getName()).log("job ended without an outcome");
            return Optional.of(Acknowledgement.RELEASE);
        }
    }
}
