/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.scheduler.release.RowEvents;
import dev.tryon.scheduler.release.Transaction;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of {@code tryon.retries} while this process owns it.
 *
 * <p>Delays differ, so records are dealt with out of their order. The committed position is that of the first which still
 * waits; beside it stands which of those after it are done ({@link DoneOffsets}). Both are committed in one transaction
 * with the requests that were released, so each comes back exactly once. Where that note would grow beyond what Kafka
 * keeps, the longest-waiting records are written anew at the partition's end (docs/adr/0026). As in
 * {@link dev.tryon.scheduler.release}, a session begins by fencing its predecessor and ends with whatever goes wrong.
 *
 * <p>Used by one thread. Closes what it was given.
 */
public final class RetrySession implements AutoCloseable {
    /** The group under which positions are kept; it has no members. */
    public static final String GROUP = "tryon.scheduler.retries";

    private static final Logger log = LoggerFactory.getLogger(RetrySession.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final int RECORDS_OF_PASS = 1_000;
    private static final int MOST_PARKED = 2_000_000;
    private static final int MOST_TEXT = 4_000; // offset.metadata.max.bytes is 4096 by default

    private final RetryParts parts;
    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;
    private final RetryRecords records;
    private final Producer<byte[], byte[]> producer;
    private final ParkedRetries parked;
    private final RetryCap cap;
    private DoneOffsets done = DoneOffsets.from(0);
    private long expected;

    /**
     * @param consumer of {@link #GROUP}, reads what is committed
     * @param fetcher reads single records that are not in memory
     */
    public RetrySession(
            RetryParts parts,
            int partition,
            Consumer<byte[], byte[]> consumer,
            Consumer<byte[], byte[]> fetcher,
            Producer<byte[], byte[]> producer) {
        this.parts = parts;
        this.partition = new TopicPartition(Topics.RETRIES, partition);
        this.consumer = consumer;
        this.records = new RetryRecords(fetcher, this.partition);
        this.producer = producer;
        this.parked = new ParkedRetries(parts.mostHeld());
        this.cap = new RetryCap(parts.share(), parts.target());
    }

    /** Releases until told to stop. */
    public void run(BooleanSupplier stopped) {
        producer.initTransactions();
        restore();
        while (!stopped.getAsBoolean()) {
            if (parked.size() < MOST_PARKED) {
                consumer.resume(Set.of(partition));
            } else {
                consumer.pause(Set.of(partition));
            }
            consumer.poll(untilNext()).forEach(this::park);
            release();
        }
    }

    /** Records that wait for their time. */
    int size() {
        return parked.size();
    }

    private void restore() {
        consumer.assign(Set.of(partition));
        records.open();
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        long earliest = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        done = committed == null
                ? DoneOffsets.from(earliest)
                : DoneOffsets.of(committed.offset(), committed.metadata());
        if (done.position() < earliest) {
            done.add(done.position(), earliest); // Retention has deleted it.
        }
        expected = done.position();
        consumer.seek(partition, expected);
        log.atInfo()
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", expected)
                .log("retries taken over");
    }

    private Duration untilNext() {
        Optional<Duration> next =
                parked.next().map(due -> Duration.between(parts.clock().instant(), due));
        if (next.isEmpty() || next.get().compareTo(LONGEST_POLL) > 0) {
            return LONGEST_POLL;
        }
        // Due, but kept back by the cap: neither spin nor wait long.
        return next.get().isNegative() ? LONGEST_POLL.dividedBy(10) : next.get();
    }

    private void park(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() > expected) {
            done.add(expected, record.offset()); // Markers of transactions and what was aborted.
        }
        expected = record.offset() + 1;
        if (done.contains(record.offset())) {
            return;
        }
        var decoded = CloudEventCodec.RETRIES.decode(record);
        decoded.event().ifPresent(event -> parked.add(record.offset(), WaitingRetry.of(event)));
        decoded.malformed().ifPresent(malformed -> {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", malformed.text())
                    .log("left out a record that is no retry");
            done.add(record.offset());
        });
    }

    private void release() {
        Instant now = parts.clock().instant();
        Transaction transaction = new Transaction(producer);
        for (Expert expert : Expert.values()) {
            if (expert != Expert.UNRECOGNIZED) {
                release(expert, transaction, now);
            }
        }
        if (transaction.begun()) {
            shorten(transaction);
            producer.sendOffsetsToTransaction(
                    Map.of(partition, new OffsetAndMetadata(done.position(), done.text())), consumer.groupMetadata());
            transaction.commit();
        }
    }

    private void release(Expert expert, Transaction transaction, Instant now) {
        for (int i = 0; i < RECORDS_OF_PASS && cap.hasRoom(parts.pools().get().of(expert), now); i++) {
            OptionalLong due = parked.due(expert, now);
            if (due.isEmpty()) {
                return;
            }
            parked.removeFirst(expert);
            if (done.contains(due.getAsLong())) {
                continue; // It was written anew further back.
            }
            WaitingRetry waiting = retry(due.getAsLong());
            if (waiting != null) {
                settle(waiting, expert, transaction, now);
            }
            done.add(due.getAsLong());
            transaction.begin();
        }
    }

    /** Deals with a retry whose time has come. */
    private void settle(WaitingRetry waiting, Expert expert, Transaction transaction, Instant now) {
        try (OpenSpan span = parts.tracing().reception("retry", waiting.trace())) {
            settle(waiting.retry(), expert, transaction, now, span);
        }
    }

    private void settle(Retry retry, Expert expert, Transaction transaction, Instant now, OpenSpan span) {
        TryOnRequest request =
                retry.getRequest().toBuilder().setAttempt(retry.getAttempt()).build();
        String source = parts.source();
        TraceContext trace = span.with("requestId", request.getRequestId())
                .with("attempt", retry.getAttempt())
                .context();
        if (!RequestRules.violations(request).isEmpty()) {
            log.atWarn().addKeyValue("requestId", request.getRequestId()).log("left out a retry that breaks a rule");
        } else if (RowEvents.isPast(request, now)) {
            span.failed("EXPIRED", "its deadline is past");
            transaction.send(CloudEventCodec.EVENTS.encode(RowEvents.expired(request, now), source, trace));
            parts.observer().ended("expired", 1);
        } else if (retry.getAttempt() > parts.maximumAttempts()) {
            String message = "tried " + retry.getAttempt() + " times, last: " + retry.getMessage();
            span.failed(retry.getCode().name(), message);
            transaction.send(CloudEventCodec.EVENTS.encode(
                    RowEvents.failed(request, retry.getCode(), message, "", now), source, trace));
            parts.observer().ended("given_up", 1);
        } else {
            transaction.send(CloudEventCodec.REQUESTS.encode(request, source, trace));
            cap.count(expert, now);
            parts.observer().ended("retried", 1);
        }
    }

    /** Writes records anew at the end until the note of what is done is short: the first is what makes it long. */
    private void shorten(Transaction transaction) {
        while (done.text().length() > MOST_TEXT && done.position() < expected) {
            long first = done.position();
            WaitingRetry waiting = retry(first);
            if (waiting != null) {
                transaction.send(
                        CloudEventCodec.RETRIES.encode(waiting.retry(), parts.source(), waiting.trace()),
                        partition.partition());
            }
            done.add(first);
        }
    }

    private @Nullable WaitingRetry retry(long offset) {
        return parked.release(offset).orElseGet(() -> records.at(offset));
    }

    @Override
    public void close() {
        try {
            producer.close(Duration.ofSeconds(5));
        } finally {
            try {
                records.close();
            } finally {
                consumer.close();
            }
        }
    }
}
