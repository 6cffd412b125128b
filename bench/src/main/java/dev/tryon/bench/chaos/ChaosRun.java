/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.terminal.ProgressLine;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Completed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One storm over one stack: requests go in all the while, faults fall, and the book is read when everything has ended or
 * patience has. Used by one thread, which submits and reads; a second one does the harm.
 */
public final class ChaosRun implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    /** Every so many requests, a quarter of them comes as one campaign. */
    private static final int ROUND = 100;

    private static final int CAMPAIGN_ROWS = ROUND / 4;
    private static final int INSPECTED = 100;
    private static final int WAITING = 200;

    private final Closing closing = new Closing();
    private final RequestLedger ledger = new RequestLedger();
    private final ChaosStack stack;
    private final ChaosTraffic traffic;
    private final ApprovalRows approval;
    private final Consumer<byte[], byte[]> results;
    private final Duration patience;
    private final ProgressLine progress;

    /** What came of a storm. */
    public record Outcome(
            RequestLedger.Verdict verdict,
            ApprovalRows.Verdict approval,
            long touchedPixels,
            Map<String, Integer> kinds,
            List<Storms.Recovery> recoveries) {
        public boolean clean() {
            return verdict.clean() && approval.clean() && touchedPixels == 0;
        }

        /** For people. */
        public String text() {
            return verdict.requests() + " requests, " + verdict.lost().size() + " lost, "
                    + verdict.conflicting().size() + " conflicting, " + verdict.duplicates() + " duplicates ("
                    + verdict.unrecognisable().size() + " unrecognisable), " + touchedPixels
                    + " pixels touched, ends " + kinds + ", approval lacks "
                    + approval.missing().size() + ", has "
                    + approval.different().size() + " otherwise and "
                    + approval.unjudged().size() + " unjudged";
        }
    }

    /** @param patience how long after the last request and the last fault something may still end */
    public ChaosRun(ChaosStack stack, Path folder, long seed, Duration patience, ProgressLine progress)
            throws IOException {
        this.stack = stack;
        this.patience = patience;
        this.progress = progress;
        approval = new ApprovalRows(stack.servers().jdbcUrl());
        traffic = closing.add(new ChaosTraffic(stack, folder, ledger, seed));
        // Bare: a listener of the SDK leaves duplicates out.
        results = closing.add(stack.servers().kafka().reader("chaos"));
        List<TopicPartition> partitions = results.partitionsFor(Topics.RESULTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        results.assign(partitions);
        results.seekToBeginning(partitions);
    }

    /** Without a fault. */
    public Outcome calm(int requests) throws IOException, InterruptedException, ExecutionException, SQLException {
        return run(requests, new Storm(List.of()));
    }

    /** @param requests how many at least; they go on until the last fault is over, so that each falls on work */
    Outcome run(int requests, Storm storm) throws IOException, InterruptedException, ExecutionException, SQLException {
        ExecutorService harm = Executors.newSingleThreadExecutor();
        try {
            Storms storms = new Storms(storm, stack, approval);
            Future<?> raging = harm.submit(() -> {
                storms.rage();
                return null;
            });
            submit(requests, storms, raging);
            raging.get(); // what broke the harness is not a finding
            Instant end = Instant.now().plus(patience);
            while (ledger.open() > 0 && Instant.now().isBefore(end)) {
                read();
                show(ledger.accepted().size(), 1);
            }
            readDuplicates();
            progress.clear();
            return new Outcome(
                    ledger.verdict(),
                    approval.against(ledger.outcomes(), ledger.accepted(), patience),
                    touched(),
                    ledger.kinds(),
                    storms.recoveries(ledger));
        } finally {
            harm.shutdownNow();
            harm.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        closing.close();
    }

    private void submit(int requests, Storms storms, Future<?> raging) throws InterruptedException {
        int sent = 0;
        while (sent < requests || !raging.isDone()) {
            if (sent % ROUND == 0) {
                traffic.submitCampaign(CAMPAIGN_ROWS, this::read);
                sent += CAMPAIGN_ROWS;
            } else {
                traffic.submit(this::read);
                sent++;
            }
            while (ledger.open() >= WAITING) {
                read();
            }
            show(requests, storms.share());
        }
    }

    private void show(int requests, double ofStorm) {
        double ofRequests = (double) ledger.ended() / requests;
        progress.show(ledger.ended(), OptionalDouble.of(Math.min(ofRequests, ofStorm)), "requests ended");
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : results.poll(TICK)) {
            CloudEventCodec.EVENTS.decode(record).event().ifPresent(event -> ledger.see(event, Instant.now()));
        }
    }

    /** What a thawed or restarted worker still had to say. */
    private void readDuplicates() {
        Instant end = Instant.now().plusSeconds(5);
        while (Instant.now().isBefore(end)) {
            read();
        }
    }

    private long touched() throws IOException {
        long touched = 0;
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, Completed> end : ledger.completed().entrySet()) {
            if (seen.size() < INSPECTED && seen.add(end.getValue().getResult().getUri())) {
                touched += traffic.pictures().touched(traffic.subject(end.getKey()), end.getValue());
            }
        }
        return touched;
    }
}
