/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.errors.InvalidRecordStateException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share consumer that has the records it asked for and no others, as far as Kafka's client lets it.
 *
 * <p>The client acquires behind the caller's back. A renewal that goes out with {@code poll()} asks the broker for records
 * again, and one that it brings waits in the client while the job in hand goes on: nobody else can have it, its lock runs
 * out, its delivery count rises. The same happens, seldom, when a {@code poll()} ends while its fetch is under way. So a
 * renewal here goes out with {@code commitSync()}, which fetches nothing, and the {@code poll()} after it finds the renewed
 * records at hand; records are told apart by topic, partition and offset and never taken for each other; and a record that
 * may have waited is renewed before anybody works on it, which shows whether the lease still stands. What this rests on was
 * measured with Kafka 4.4.0, see docs/adr/0040, 0089, 0092 and 0093.
 *
 * <p>Owned by one thread; only {@link #wakeUp} may be called by others.
 */
final class LeasingConsumer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LeasingConsumer.class);
    private static final Duration RENEWED_POLL = Duration.ofMillis(500);
    private static final int DEFAULT_LOCK_MILLIS = 15_000;

    private final ShareConsumer<byte[], byte[]> consumer;
    private final int most;
    /** When the last {@link #lease} began, and the one before, by {@link System#nanoTime}. */
    private long lastAsked = System.nanoTime();

    private long askedBefore = lastAsked;
    private boolean joined;
    private boolean asksStill;

    /**
     * @param consumer subscribed; closed with this
     * @param most records at a time
     */
    LeasingConsumer(ShareConsumer<byte[], byte[]> consumer, int most) {
        this.consumer = consumer;
        this.most = most;
        consumer.setAcknowledgementCommitCallback((acknowledged, refusal) -> {
            if (refusal != null) {
                acknowledged.forEach((partition, offsets) -> tooLate(partition, offsets, refusal));
            }
        });
    }

    /**
     * What became of leases that were to be renewed. Of those in neither list it is unknown, since the broker does not
     * answer; they cannot be renewed any more.
     *
     * @param lost somebody else has them, or will
     */
    record Renewal(List<ConsumerRecord<byte[], byte[]>> standing, List<ConsumerRecord<byte[], byte[]>> lost) {}

    /** Waits for records; empty when none came in time or {@link #wakeUp} was called. */
    List<ConsumerRecord<byte[], byte[]>> lease(Duration patience) {
        askedBefore = lastAsked;
        lastAsked = System.nanoTime();
        asksStill = true;
        try {
            List<ConsumerRecord<byte[], byte[]>> leased = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
                if (leased.size() < most) {
                    leased.add(record);
                } else {
                    giveBack(record);
                }
            }
            asksStill = leased.isEmpty();
            joined |= !asksStill;
            return leased;
        } catch (WakeupException e) {
            return List.of();
        }
    }

    /** Records at a time. */
    int most() {
        return most;
    }

    /** Whether it has ever had a record, and so is a member of its group. */
    boolean joined() {
        return joined;
    }

    /** Whether its last {@link #lease} ended without a record, so that the broker may give it one while nobody looks. */
    boolean asksStill() {
        return asksStill;
    }

    /**
     * Whether records of the last {@link #lease} may have been in the client for so long that their leases are no longer to be
     * relied on. What waits there was asked for by the lease before at the earliest: when that was a moment ago, nothing can
     * have waited long.
     */
    boolean mayHaveWaited() {
        return System.nanoTime() - askedBefore > lock().dividedBy(3).toNanos();
    }

    Renewal renew(Collection<ConsumerRecord<byte[], byte[]>> held) {
        held.forEach(record -> consumer.acknowledge(record, AcknowledgeType.RENEW));
        List<ConsumerRecord<byte[], byte[]>> lost = new ArrayList<>();
        boolean accepted = false;
        for (Map.Entry<TopicIdPartition, Optional<KafkaException>> answer : commit().entrySet()) {
            Optional<KafkaException> refusal = answer.getValue();
            accepted |= refusal.isEmpty();
            if (refusal.isPresent() && refusal.get() instanceof InvalidRecordStateException) {
                held.stream().filter(record -> of(answer.getKey(), record)).forEach(lost::add);
            }
        }
        List<ConsumerRecord<byte[], byte[]>> standing = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : accepted ? renewed() : List.<ConsumerRecord<byte[], byte[]>>of()) {
            Optional<ConsumerRecord<byte[], byte[]>> ours =
                    held.stream().filter(one -> same(one, record)).findFirst();
            ours.ifPresentOrElse(standing::add, () -> giveBack(record));
        }
        return new Renewal(standing, lost);
    }

    /**
     * What is accepted travels with the request for the next lease (or with {@link #tellAccepted} or {@link #close}): the
     * job's end is announced by then, so that nobody waits for the broker's answer. What is given back or refused is
     * somebody's next work, and goes at once.
     */
    void end(ConsumerRecord<byte[], byte[]> held, Acknowledgement ending) {
        consumer.acknowledge(
                held,
                switch (ending) {
                    case ACCEPT -> AcknowledgeType.ACCEPT;
                    case RELEASE -> AcknowledgeType.RELEASE;
                    case REJECT -> AcknowledgeType.REJECT;
                });
        if (ending != Acknowledgement.ACCEPT) {
            report(commit(), List.of(held));
        }
    }

    /** What was accepted and has not been told. Does not wait for the broker. */
    void tellAccepted() {
        consumer.commitAsync();
    }

    /** All at once; somebody else shall have them. */
    void release(Collection<ConsumerRecord<byte[], byte[]>> held) {
        held.forEach(record -> consumer.acknowledge(record, AcknowledgeType.RELEASE));
        report(commit(), held);
    }

    private static void report(
            Map<TopicIdPartition, Optional<KafkaException>> answers, Collection<ConsumerRecord<byte[], byte[]>> held) {
        answers.forEach((partition, refusal) -> refusal.ifPresent(why -> tooLate(
                partition,
                held.stream()
                        .filter(record -> of(partition, record))
                        .map(ConsumerRecord::offset)
                        .collect(Collectors.toSet()),
                why)));
    }

    /** Told in what commitSync returns or to the callback, never thrown. */
    private static void tooLate(TopicIdPartition partition, Set<Long> offsets, Exception why) {
        log.atWarn()
                .setCause(why)
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offsets", offsets)
                .log("acknowledgement came too late; the job will run again and find its result");
    }

    /** How long a lease stands. */
    Duration lock() {
        return Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(DEFAULT_LOCK_MILLIS));
    }

    /** Makes {@link #lease} return. From any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> renewed() {
        try {
            return consumer.poll(RENEWED_POLL);
        } catch (WakeupException e) {
            return consumer.poll(RENEWED_POLL); // a stop or a shut gate; neither is about the record in hand
        }
    }

    private Map<TopicIdPartition, Optional<KafkaException>> commit() {
        Duration patience = lock().dividedBy(2);
        try {
            return consumer.commitSync(patience);
        } catch (WakeupException e) {
            return consumer.commitSync(patience);
        }
    }

    private static boolean of(TopicIdPartition partition, ConsumerRecord<byte[], byte[]> record) {
        return record.partition() == partition.partition() && record.topic().equals(partition.topic());
    }

    private void giveBack(ConsumerRecord<byte[], byte[]> stray) {
        log.atWarn()
                .addKeyValue("topic", stray.topic())
                .addKeyValue("partition", stray.partition())
                .addKeyValue("offset", stray.offset())
                .log("gave back a record that came beside those in hand");
        end(stray, Acknowledgement.RELEASE);
    }

    private static boolean same(ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
        return one.offset() == other.offset()
                && one.partition() == other.partition()
                && one.topic().equals(other.topic());
    }
}
