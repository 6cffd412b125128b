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
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One share consumer, one job in flight.
 *
 * <p>A consumer that renews a lease gets no new records, and {@code poll()} throws while anything is unacknowledged;
 * so a slot holds one record from lease to acknowledgement, and a worker has several slots. The slot's own thread
 * does nothing but poll, renew and acknowledge, since the consumer is its alone; the job runs on a second thread.
 * The lease is renewed every third of its length. When it is lost all the same (this process was frozen), the job is
 * given up: whoever has the record now does it again, and conditional writes keep what exists.
 *
 * <p>Thread-safe. Owns the threads {@code NAME} and {@code NAME-job} and the consumer.
 */
public final class Slot implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int DEFAULT_LOCK_MILLIS = 15_000;

    private final Supplier<ShareConsumer<byte[], byte[]>> consumers;
    private final Collection<String> topics;
    private final LeasedWork work;
    private final Clock clock;
    private final Duration drain;
    private final Thread thread;
    private final ExecutorService jobs;
    private volatile @Nullable Instant stopAt;
    private volatile boolean working;

    /**
     * @param name of the slot's thread, as {@code slot-top-0}
     * @param consumers called once, on the slot's thread
     * @param drain how long a stop waits for the job in flight before it releases it
     */
    public Slot(
            String name,
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            Collection<String> topics,
            LeasedWork work,
            Clock clock,
            Duration drain) {
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
        this.work = work;
        this.clock = clock;
        this.drain = drain;
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
        return working ? SlotState.WORKING : SlotState.IDLE;
    }

    /** Takes no more leases from now on; {@link #close} waits for the one in hand. */
    public void stop() {
        if (stopAt == null) {
            stopAt = clock.instant().plus(drain);
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
        try (ShareConsumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.subscribe(topics);
            while (stopAt == null) {
                for (ConsumerRecord<byte[], byte[]> leased : consumer.poll(POLL)) {
                    working = true;
                    process(consumer, leased);
                    working = false;
                }
            }
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("slot", thread.getName()).log("slot died");
        }
    }

    private void process(ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> leased) {
        Future<Acknowledgement> job = jobs.submit(() -> work.process(leased));
        ConsumerRecord<byte[], byte[]> held = leased;
        while (true) {
            Optional<Acknowledgement> ended = await(job, lockMillis(consumer) / 3);
            if (ended.isPresent()) {
                acknowledge(consumer, held, ended.get());
                return;
            }
            Optional<ConsumerRecord<byte[], byte[]>> renewed = renew(consumer, held);
            if (renewed.isEmpty()) {
                log.atWarn()
                        .addKeyValue("topic", held.topic())
                        .addKeyValue("partition", held.partition())
                        .addKeyValue("offset", held.offset())
                        .log("lease lost, job given up");
                job.cancel(true);
                return;
            }
            held = renewed.get();
        }
    }

    /** The job's end, or empty when the lease must be renewed first. */
    private Optional<Acknowledgement> await(Future<Acknowledgement> job, long millis) {
        try {
            Instant deadline = stopAt;
            long left = deadline == null
                    ? millis
                    : Duration.between(clock.instant(), deadline).toMillis();
            if (left <= 0) {
                job.cancel(true);
            }
            return Optional.of(job.get(Math.min(millis, left), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (CancellationException | InterruptedException e) {
            return Optional.of(Acknowledgement.RELEASE);
        } catch (ExecutionException e) {
            log.atError().setCause(e).addKeyValue("slot", thread.getName()).log("job ended without an outcome");
            return Optional.of(Acknowledgement.RELEASE);
        }
    }

    /** A renewed record comes back from poll; one that does not is somebody else's now. */
    private Optional<ConsumerRecord<byte[], byte[]>> renew(
            ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> held) {
        consumer.acknowledge(held, AcknowledgeType.RENEW);
        for (int attempt = 0; attempt < 4; attempt++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    /** An acknowledgement that comes too late is reported in what commitSync returns, not thrown. */
    private static void acknowledge(
            ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> held, Acknowledgement ending) {
        consumer.acknowledge(
                held,
                switch (ending) {
                    case ACCEPT -> AcknowledgeType.ACCEPT;
                    case RELEASE -> AcknowledgeType.RELEASE;
                    case REJECT -> AcknowledgeType.REJECT;
                });
        for (var committed : consumer.commitSync().entrySet()) {
            TopicIdPartition partition = committed.getKey();
            Optional<KafkaException> failure = committed.getValue();
            failure.ifPresent(why -> log.atWarn()
                    .setCause(why)
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("offset", held.offset())
                    .log("acknowledgement came too late; the job will run again and find its result"));
        }
    }

    private static long lockMillis(ShareConsumer<byte[], byte[]> consumer) {
        return consumer.acquisitionLockTimeoutMs().orElse(DEFAULT_LOCK_MILLIS);
    }
}
