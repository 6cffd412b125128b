/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import dev.tryon.producer.webhook.call.CallOutcome;
import dev.tryon.proto.Endings;
import dev.tryon.proto.Topics;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.TryOnEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls webhooks, each at least once or until it is given up, whatever is killed.
 *
 * <p>A consumer group shares the partitions of tryon.results out. Whoever has one copies the events that are to be told into
 * the same partition of the outbox, {@link Topics#WEBHOOKS}, and only then commits that it has read them. The outbox is a
 * compacted topic of what is still to do: a failed call is written anew with its next time, a finished one is deleted. A
 * new owner reads the partition's outbox first and knows all that its predecessor knew; what that one had in hand is called
 * again. What was given up comes back when an operator writes it there. Records about a request are few and it ends once, so the outbox stays as small as its arrears (docs/adr/0068).
 *
 * <p>One thread owns consumers, queue and producer; calls are made elsewhere and come back over a queue. Thread-safe; owns
 * its thread and the clients that it is given.
 */
public final class WebhookOutbox implements AutoCloseable {
    /** Whose members share the work. */
    public static final String GROUP = "tryon.webhooks";

    private static final Logger log = LoggerFactory.getLogger(WebhookOutbox.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Parts parts;
    private final BiFunction<String, TryOnEvent, CompletableFuture<CallOutcome>> caller;
    private final Thread thread;
    private final CallQueue queue;
    private final OutboxReader outbox;
    private final BlockingQueue<Returned> returned = new LinkedBlockingQueue<>();
    private final Set<Integer> owned = new HashSet<>();
    private volatile @Nullable Exception notWritten;
    private volatile int pending;
    private volatile boolean closed;

    /**
     * What an outbox works with.
     *
     * @param results a member of {@link #GROUP}, without subscription
     * @param outbox reads what is committed of the outbox, without assignment
     * @param limits what may be under way
     * @param backoff between two tries
     * @param observer counts
     */
    public record Parts(
            Consumer<byte[], byte[]> results,
            Consumer<byte[], byte[]> outbox,
            Producer<byte[], byte[]> producer,
            Limits limits,
            Backoff backoff,
            CallObserver observer,
            Clock clock,
            RandomGenerator random) {}

    /**
     * What may be under way.
     *
     * @param atATime calls
     * @param perHost of those to one host
     * @param pending calls in memory; when there are more, no further events are taken in
     * @param giveUpAfter the first try
     * @param drain how long a stop waits for calls in hand
     */
    public record Limits(int atATime, int perHost, int pending, Duration giveUpAfter, Duration drain) {}

    private record Returned(PendingCall call, CallOutcome outcome, Duration took) {}

    /** @param caller makes a call for an event's id and the event; what it returns completes normally */
    public WebhookOutbox(Parts parts, BiFunction<String, TryOnEvent, CompletableFuture<CallOutcome>> caller) {
        this.parts = parts;
        this.caller = caller;
        this.queue = new CallQueue(parts.limits.atATime, parts.limits.perHost);
        this.outbox = new OutboxReader(parts.outbox, parts.producer);
        this.thread = new Thread(this::run, "webhooks");
    }

    /** Begins. */
    public WebhookOutbox start() {
        thread.start();
        return this;
    }

    /** Whether it works. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** Calls that are to be made, of this process's partitions. */
    public int pending() {
        return pending;
    }

    @Override
    public void close() {
        closed = true;
        parts.results.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        // The one that is closed first gives its partitions back, and the outbox is left.
        try (Producer<byte[], byte[]> producer = parts.producer;
                Consumer<byte[], byte[]> calls = parts.outbox;
                Consumer<byte[], byte[]> results = parts.results) {
            refuseOtherPartitions(results, calls);
            results.subscribe(List.of(Topics.RESULTS), new Owning());
            while (!closed) {
                if (queue.size() < parts.limits.pending) {
                    results.resume(results.paused());
                    outbox.redriven().forEach(this::takeBack);
                } else {
                    results.pause(results.assignment());
                }
                take(poll(results));
                settle(Duration.ZERO);
                call();
            }
            drain();
            producer.flush();
        } catch (WakeupException e) {
            // Closed while it waited for Kafka.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            log.atError().setCause(e).log("stopped calling webhooks: restart this process");
        }
    }

    private static Iterable<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> results) {
        try {
            return results.poll(POLL);
        } catch (WakeupException e) {
            return List.of();
        }
    }

    /** The outbox of an event is the partition that has its number. */
    private static void refuseOtherPartitions(Consumer<byte[], byte[]> results, Consumer<byte[], byte[]> outbox) {
        int events = results.partitionsFor(Topics.RESULTS).size();
        int calls = outbox.partitionsFor(Topics.WEBHOOKS).size();
        if (events == 0 || events != calls) {
            throw new KafkaException(Topics.WEBHOOKS + " must have as many partitions as " + Topics.RESULTS
                    + "; they have " + calls + " and " + events + ": plan so, and run tryon topics apply");
        }
    }

    private void take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        boolean read = false;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            read = true;
            CloudEventCodec.EVENTS
                    .decode(record)
                    .event()
                    .filter(event -> isToBeTold(event) && !queue.contains(event.subject()))
                    .ifPresent(event -> {
                        PendingCall call = PendingCall.first(record.partition(), event, parts.clock.instant());
                        write(OutboxRecords.pending(call));
                        queue.add(call);
                    });
        }
        if (read) {
            parts.producer.flush();
            failIfNotWritten();
            try {
                parts.results.commitSync();
            } catch (CommitFailedException | RebalanceInProgressException e) {
                // Somebody else has them now, takes them in again, and calls twice at worst.
                log.atInfo().setCause(e).log("could not commit what is read of results");
            }
        }
        pending = queue.size();
    }

    /** Takes in what was given up and is to be told after all: it stands in the outbox already. */
    private void takeBack(PendingCall call) {
        log.atInfo()
                .addKeyValue("requestId", call.requestId())
                .addKeyValue("tenant", call.event().message().getTenant())
                .log("a webhook that was given up is called again");
        queue.add(call);
    }

    private static boolean isToBeTold(CloudEvent<TryOnEvent> event) {
        return Endings.ends(event.message())
                && !event.message().getRequest().getWebhook().isEmpty();
    }

    private void call() {
        Instant now = parts.clock.instant();
        for (Optional<PendingCall> next = queue.next(now); next.isPresent(); next = queue.next(now)) {
            PendingCall call = next.get();
            long begun = System.nanoTime();
            var unused = caller.apply(call.event().id(), call.event().message())
                    .whenComplete((outcome, bug) -> returned.add(new Returned(
                            call,
                            bug == null
                                    ? outcome
                                    : new CallOutcome.Failed(WebhookRecords.BUG, "the call broke: " + bug),
                            Duration.ofNanos(System.nanoTime() - begun))));
        }
    }

    /** Deals with calls that have come back; waits for the first of them. */
    private void settle(Duration patience) throws InterruptedException {
        for (Returned back = returned.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                back != null;
                back = returned.poll()) {
            queue.finished(back.call);
            if (back.outcome instanceof CallOutcome.Delivered) {
                parts.observer.called("delivered", back.took);
                write(OutboxRecords.done(back.call));
            } else if (back.outcome instanceof CallOutcome.Failed failed) {
                parts.observer.called(failed.reason(), back.took);
                failed(back.call, failed);
            } else if (back.outcome instanceof CallOutcome.Refused refused) {
                parts.observer.called(refused.reason(), back.took);
                giveUp(back.call, refused.reason(), refused.text());
            }
        }
        pending = queue.size();
    }

    private void failed(PendingCall call, CallOutcome.Failed failed) throws InterruptedException {
        Instant now = parts.clock.instant();
        if (!now.isBefore(call.since().plus(parts.limits.giveUpAfter))) {
            giveUp(call, failed.reason(), failed.text());
            return;
        }
        if (!owned.contains(call.partition())) {
            return; // Its owner has it in the outbox as it was.
        }
        PendingCall again = call.again(now.plus(parts.backoff.after(call.attempts() + 1, parts.random)));
        log.atDebug()
                .addKeyValue("requestId", call.requestId())
                .addKeyValue("attempt", again.attempts())
                .addKeyValue("detail", failed.text())
                .log("a webhook was not told and is tried again");
        write(OutboxRecords.pending(again));
        queue.add(again);
    }

    /** First the dead letter, then the end: nothing is lost between. */
    private void giveUp(PendingCall call, String reason, String text) throws InterruptedException {
        try {
            parts.producer
                    .send(OutboxRecords.dead(call.again(parts.clock.instant()), reason, text))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not take a webhook's dead letter", e.getCause());
        }
        write(OutboxRecords.done(call));
        parts.observer.dead(reason);
        log.atWarn()
                .addKeyValue("requestId", call.requestId())
                .addKeyValue("tenant", call.event().message().getTenant())
                .addKeyValue("reason", reason)
                .addKeyValue("detail", text)
                .log("a webhook is given up");
    }

    private void drain() throws InterruptedException {
        long end = System.nanoTime() + parts.limits.drain.toNanos();
        while (queue.inHand() > 0 && System.nanoTime() < end) {
            settle(POLL);
        }
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        var unused = parts.producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                notWritten = failure;
            }
        });
        failIfNotWritten();
    }

    private void failIfNotWritten() {
        Exception failure = notWritten;
        if (failure != null) {
            throw new KafkaException("Kafka did not take what became of a webhook", failure);
        }
    }

    /** Reads back what a predecessor left. */
    private final class Owning implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            List<PendingCall> left = outbox.takeOver(numbers(partitions));
            owned.addAll(numbers(partitions));
            left.forEach(queue::add);
            log.atInfo()
                    .addKeyValue("partitions", partitions.size())
                    .addKeyValue("pending", left.size())
                    .log("webhooks taken over");
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            List<Integer> numbers = numbers(partitions);
            owned.removeAll(numbers);
            numbers.forEach(queue::drop);
            outbox.leave(numbers);
        }

        private List<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).toList();
        }
    }
}
