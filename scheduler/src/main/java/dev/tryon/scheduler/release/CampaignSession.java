/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import com.google.protobuf.Message;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.campaigns.CampaignBook;
import dev.tryon.scheduler.campaigns.OpenCampaign;
import dev.tryon.scheduler.campaigns.Row;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.Expert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of {@code tryon.campaigns} while this process owns it.
 *
 * <p>Why no row is released twice or left out: the rows of a pass and the progress of their campaigns are one transaction, so
 * what is committed always says which rows are. A session begins by fencing: initialising the producer, whose
 * transactional id is the partition's, ends whatever transaction a predecessor had open, and lets it commit nothing any
 * more, even if it only seemed dead. Then the session reads the progress that is committed and goes on from there. It
 * never repairs itself: whatever fails ends it, and the next one begins the same way.
 *
 * <p>Used by one thread. Closes what it was given.
 */
final class CampaignSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CampaignSession.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration READING = Duration.ofMillis(5);
    private static final Duration RESTORE = Duration.ofMillis(500);
    private static final int ROWS_OF_PASS = 4_000;

    private final CampaignParts parts;
    private final int partition;
    private final Consumer<byte[], byte[]> inputs;
    private final Producer<byte[], byte[]> producer;
    private final CampaignBook book;
    private final FairRelease fair;
    private final Budgets budgets;
    private final Map<Expert, Long> rowsOfPass = new EnumMap<>(Expert.class);

    CampaignSession(
            CampaignParts parts, int partition, Consumer<byte[], byte[]> inputs, Producer<byte[], byte[]> producer) {
        this.parts = parts;
        this.partition = partition;
        this.inputs = inputs;
        this.producer = producer;
        this.book = new CampaignBook(parts.readers(), parts.mostOpen());
        this.fair = new FairRelease(parts.times(), parts.weights(), parts.table(), partition);
        this.budgets = new Budgets(parts.target());
    }

    /** Releases until told to stop. */
    void run(BooleanSupplier stopped) {
        producer.initTransactions();
        restore(stopped);
        log.atInfo().addKeyValue("partition", partition).log("campaigns taken over");
        Duration wait = Duration.ZERO;
        while (!stopped.getAsBoolean()) {
            inputs.poll(wait).forEach(this::take);
            if (!wait.isZero()) {
                endWhenOrdersStandElsewhereToo();
            }
            wait = pass();
        }
    }

    /** Reads what is committed: first how far campaigns are, then which there are and what was ordered. */
    private void restore(BooleanSupplier stopped) {
        readToEnd(List.of(new TopicPartition(Topics.CAMPAIGN_PROGRESS, partition)), stopped);
        List<TopicPartition> asked = new ArrayList<>(controls());
        asked.add(new TopicPartition(Topics.CAMPAIGNS, partition));
        readToEnd(asked, stopped);
    }

    /** Where orders stand, as far as this consumer has heard: once in five minutes unless configured otherwise. */
    private List<TopicPartition> controls() {
        return inputs.partitionsFor(Topics.CONTROL).stream()
                .map(control -> new TopicPartition(Topics.CONTROL, control.partition()))
                .toList();
    }

    /** Somebody may have added partitions; the next session reads them too. */
    private void endWhenOrdersStandElsewhereToo() {
        if (!inputs.assignment().containsAll(controls())) {
            throw new IllegalStateException(Topics.CONTROL + " has got partitions that are not read yet");
        }
    }

    private void readToEnd(List<TopicPartition> partitions, BooleanSupplier stopped) {
        inputs.assign(partitions);
        inputs.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = inputs.endOffsets(partitions);
        while (!stopped.getAsBoolean()
                && !ends.entrySet().stream().allMatch(end -> inputs.position(end.getKey()) >= end.getValue())) {
            inputs.poll(RESTORE).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (record.topic()) {
            case Topics.CAMPAIGN_PROGRESS -> decoded(CloudEventCodec.CAMPAIGN_PROGRESS, record, book::restore);
            case Topics.CAMPAIGNS -> decoded(CloudEventCodec.CAMPAIGNS, record, book::take);
            case Topics.CONTROL ->
                decoded(CloudEventCodec.CONTROL, record, order -> book.take(order, record.partition()));
            default -> throw new IllegalStateException("not assigned: " + record.topic());
        }
    }

    private static <M extends Message> void decoded(
            CloudEventCodec<M> codec, ConsumerRecord<byte[], byte[]> record, java.util.function.Consumer<M> taker) {
        var decoded = codec.decode(record);
        decoded.event().ifPresent(event -> taker.accept(event.message()));
        decoded.malformed()
                .ifPresent(malformed -> log.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", malformed.text())
                        .log("left out a record that is not what it should be"));
    }

    /** One transaction, if there is anything to do; returns how long to wait for the next. */
    private Duration pass() {
        Instant now = parts.clock().instant();
        List<OpenCampaign> open = book.open(now, fair::add, fair::remove);
        fair.look();
        budgets.look(parts.pools().get(), fair::shareOfPool);
        Transaction transaction = new Transaction(producer);
        long started = System.nanoTime();
        rowsOfPass.clear();
        open.forEach(campaign -> settle(campaign, transaction, now));
        for (Expert expert : ExpertNames.experts()) {
            double spent = fair.queue(expert)
                    .spend(budgets.left(expert), ROWS_OF_PASS, campaign -> release(campaign, transaction, now));
            budgets.spent(expert, spent);
        }
        if (!book.hasChanges()) {
            return open.stream().anyMatch(OpenCampaign::isReading) ? READING : IDLE;
        }
        for (CampaignProgress progress : book.changes(now)) {
            transaction.send(CloudEventCodec.CAMPAIGN_PROGRESS.encode(progress, parts.source(), null), partition);
        }
        transaction.commit();
        parts.observer().committed(System.nanoTime() - started);
        rowsOfPass.forEach((expert, rows) -> {
            budgets.committed(expert, rows, parts.clock().instant());
            parts.observer().released(expert, rows);
        });
        return rowsOfPass.isEmpty() ? IDLE : Duration.ZERO;
    }

    private void release(OpenCampaign campaign, Transaction transaction, Instant now) {
        Row row = campaign.take(OpenCampaign.Taken.RELEASED);
        transaction.send(CloudEventCodec.REQUESTS.encode(
                row.request().toBuilder()
                        .setSubmittedAt(CampaignBook.submitted(campaign))
                        .build(),
                parts.source(),
                null));
        rowsOfPass.merge(row.expert(), 1L, Long::sum);
        book.touched(campaign);
        settle(campaign, transaction, now);
    }

    /** Ends rows that need no pool: those that break a rule and those whose time is over. */
    private void settle(OpenCampaign campaign, Transaction transaction, Instant now) {
        for (Row head = campaign.head(); head != null; head = campaign.head()) {
            if (head.refused()) {
                campaign.take(OpenCampaign.Taken.REFUSED);
                transaction.send(CloudEventCodec.EVENTS.encode(
                        RowEvents.failed(head.request(), head.code(), head.problem(), head.field(), now),
                        parts.source(),
                        null));
                parts.observer().ended("refused", 1);
            } else if (RowEvents.isPast(head.request(), now)) {
                campaign.take(OpenCampaign.Taken.EXPIRED);
                transaction.send(
                        CloudEventCodec.EVENTS.encode(RowEvents.expired(head.request(), now), parts.source(), null));
                parts.observer().ended("expired", 1);
            } else {
                return;
            }
            book.touched(campaign);
        }
    }

    @Override
    public void close() {
        book.close();
        try {
            producer.close(Duration.ofSeconds(5));
        } finally {
            inputs.close();
        }
    }
}
