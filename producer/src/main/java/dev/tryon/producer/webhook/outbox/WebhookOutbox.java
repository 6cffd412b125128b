/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.producer.KafkaUnavailableException;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls webhooks, each at least once or until it is given up, whatever is killed.
 *
 * <p>A consumer group shares the partitions of tryon.results out. Whoever has one copies the events that are to be told into
 * the same partition of the outbox, {@link Topics#WEBHOOKS}, and only then commits that it has read them. The outbox is a
 * compacted topic of what is still to do: a failed call is written anew with its next time, a finished one is deleted. A
 * new owner reads the partition's outbox first and knows all that its predecessor knew; what that one had in hand is called
 * again. What was given up comes back when an operator writes it there. Records about a request are few and it ends once, so
 * the outbox stays as small as its arrears (docs/adr/0068).
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
    private final Function<CloudEvent<TryOnEvent>, CompletableFuture<CallOutcome>> caller;
    private final Thread thread;
    private final OutboxWriter writer;
    private final CallQueue queue;
    private final OutboxReader outbox;
    private final BlockingQueue<Returned> returned = new LinkedBlockingQueue<>();
    private final Set<Integer> owned = new HashSet<>();
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
            CallLimits limits,
            Backoff backoff,
            CallObserver observer,
            Clock clock,
            RandomGenerator random) {}

    private record Returned(PendingCall call, CallOutcome outcome, Duration took) {}

    /** @param caller makes the call for an event; what it returns completes normally */
    public WebhookOutbox(Parts parts, Function<CloudEvent<TryOnEvent>, CompletableFuture<CallOutcome>> caller) {
        this.parts = parts;
        this.caller = caller;
        this.writer = new OutboxWriter(parts.producer);
        this.queue = new CallQueue(parts.limits.atATime(), parts.limits.perHost());
        this.outbox = new OutboxReader(parts.outbox, parts.producer);
        this.thread = new Thread(this::run, "webhooks");
    }

    /**
     * Begins.
     *
     * @throws InvalidConfigurationException when outbox and results have not the same partitions
     * @throws KafkaUnavailableException when Kafka does not answer
     */
    public WebhookOutbox start() {
        try {
            OutboxPartitions.refuseOthers(parts.results, parts.outbox);
        } catch (RuntimeException e) {
            clients().close();
            throw e;
        }
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
        Threads.joinUninterruptibly(thread);
    }

    private void run() {
        Consumer<byte[], byte[]> results = parts.results;
        try {
            results.subscribe(List.of(Topics.RESULTS), new Owning());
            while (!closed) {
                if (queue.size() < parts.limits.pending()) {
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
            writer.flush();
        } catch (WakeupException e) {
            // Closed while it waited for Kafka.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            log.atError().setCause(e).log("stopped calling webhooks: restart this process");
        } finally {
            clients().close();
        }
    }

    private Closing clients() {
        Closing clients = new Closing();
        clients.add(parts.producer);
        clients.add(parts.outbox);
        clients.add(parts.results);
        return clients;
    }

    private static Iterable<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> results) {
        try {
            return results.poll(POLL);
        } catch (WakeupException e) {
            return List.of();
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
                        writer.write(OutboxRecords.pending(call));
                        queue.add(call);
                    });
        }
        if (read) {
            writer.flush();
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
            var unused = caller.apply(call.event())
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
                writer.write(OutboxRecords.done(back.call));
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
        if (!now.isBefore(call.since().plus(parts.limits.giveUpAfter()))) {
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
        writer.write(OutboxRecords.pending(again));
        queue.add(again);
    }

    private void giveUp(PendingCall call, String reason, String text) throws InterruptedException {
        writer.bury(call, OutboxRecords.dead(call.again(parts.clock.instant()), reason, text));
        parts.observer.dead(reason);
        log.atWarn()
                .addKeyValue("requestId", call.requestId())
                .addKeyValue("tenant", call.event().message().getTenant())
                .addKeyValue("reason", reason)
                .addKeyValue("detail", text)
                .log("a webhook is given up");
    }

    private void drain() throws InterruptedException {
        long end = System.nanoTime() + parts.limits.drain().toNanos();
        while (queue.inHand() > 0 && System.nanoTime() < end) {
            settle(POLL);
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
