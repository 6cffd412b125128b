/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what stands in the outbox, oldest first, and removes it once Kafka has it. Of several services one sends at a
 * time. When the process dies between the two steps the record is sent again with the same {@code ce_id}: exactly once
 * for whoever keeps ids. Owns the thread {@code outbox}; the producer is its caller's. Thread-safe.
 */
public final class OutboxPublisher implements AutoCloseable {

    /** Advisory lock of whoever sends. */
    public static final long LOCK = 7_260_114_001L;

    private static final Logger log = LoggerFactory.getLogger(OutboxPublisher.class);
    private static final int BATCH = 1_000;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Jdbi jdbi;
    private final Producer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "outbox");
    private final Semaphore work = new Semaphore(0);
    private volatile boolean closed;

    public OutboxPublisher(Jdbi jdbi, Producer<byte[], byte[]> producer) {
        this.jdbi = jdbi;
        this.producer = producer;
    }

    public OutboxPublisher start() {
        thread.start();
        return this;
    }

    /** There is something to send; without this it is seen half a second later. */
    public void wake() {
        work.release();
    }

    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        work.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                if (publish() < BATCH) {
                    pause(IDLE);
                }
            } catch (JdbiException | KafkaException e) {
                log.atWarn().setCause(e).log("decisions wait in the outbox; trying again");
                pause(AFTER_FAILURE);
            }
        }
    }

    private void pause(Duration longest) {
        try {
            work.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
            work.drainPermits();
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    private int publish() {
        return jdbi.inTransaction(handle -> {
            if (!lock(handle)) {
                return 0;
            }
            List<Waiting> waiting = handle.createQuery("select * from outbox order by id limit " + BATCH)
                    .map((row, context) -> new Waiting(
                            row.getLong("id"),
                            record(
                                    row.getString("topic"),
                                    row.getBytes("record_key"),
                                    row.getBytes("value"),
                                    (String[]) row.getArray("header_names").getArray(),
                                    (String[]) row.getArray("header_values").getArray())))
                    .list();
            if (!waiting.isEmpty()) {
                send(waiting);
                handle.createUpdate("delete from outbox where id = any(:ids)")
                        .bind("ids", waiting.stream().map(Waiting::id).toArray(Long[]::new))
                        .execute();
            }
            return waiting.size();
        });
    }

    private void send(List<Waiting> waiting) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        waiting.forEach(each -> sent.add(producer.send(each.record())));
        producer.flush();
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not take a decision", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending decisions", e);
        }
    }

    private static boolean lock(Handle handle) {
        return handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, byte[] key, byte[] value, String[] names, String[] values) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < names.length; i++) {
            headers.add(names[i], values[i].getBytes(StandardCharsets.UTF_8));
        }
        return new ProducerRecord<>(topic, null, key, value, headers);
    }

    private record Waiting(long id, ProducerRecord<byte[], byte[]> record) {}
}
