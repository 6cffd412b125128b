/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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
final class ChaosRun implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    /** Of so many requests, one is like no other; the rest ask for what was asked before, as catalogues do. */
    private static final int DISTINCT = 10;

    private static final int INSPECTED = 100;
    private static final int WAITING = 200;

    private final Closing closing = new Closing();
    private final RequestLedger ledger = new RequestLedger();
    private final Map<String, ImageRef> subjects = new HashMap<>();
    private final ChaosStack stack;
    private final ChaosPictures pictures;
    private final TryOnClient client;
    private final Consumer<byte[], byte[]> results;
    private final Duration patience;

    /** What came of a storm. */
    record Outcome(
            RequestLedger.Verdict verdict,
            long touchedPixels,
            Map<String, Integer> kinds,
            List<Storms.Recovery> recoveries) {
        boolean clean() {
            return verdict.clean() && touchedPixels == 0;
        }
    }

    /** @param patience how long after the last request and the last fault something may still end */
    ChaosRun(ChaosStack stack, Path folder, Duration patience) throws IOException {
        this.stack = stack;
        this.patience = patience;
        S3ImageStore store = closing.add(stack.directStore());
        pictures = new ChaosPictures(store, folder.resolve("pictures"));
        client = closing.add(
                new TryOnClient(stack.kafka(), stack.kafka().producer("chaos"), "/tryon/chaos", Clock.systemUTC()));
        results = closing.add(stack.kafka().reader("chaos")); // bare: a listener of the SDK leaves duplicates out
        List<TopicPartition> partitions = results.partitionsFor(Topics.RESULTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        results.assign(partitions);
        results.seekToBeginning(partitions);
    }

    Outcome run(long seed, int requests, Storm storm) throws IOException, InterruptedException, ExecutionException {
        ExecutorService harm = Executors.newSingleThreadExecutor();
        try {
            Storms storms = new Storms(stack);
            Future<?> raging = harm.submit(() -> {
                storms.rage(storm);
                return null;
            });
            Random random = new Random(seed);
            for (int sent = 0; sent < requests; sent++) {
                submit(random);
                while (ledger.open() >= WAITING) {
                    read();
                }
            }
            while (!raging.isDone()) {
                read();
            }
            raging.get(); // what broke the harness is not a finding
            Instant end = Instant.now().plus(patience);
            while (ledger.open() > 0 && Instant.now().isBefore(end)) {
                read();
            }
            readDuplicates();
            return new Outcome(ledger.verdict(), touched(), ledger.kinds(), storms.recoveries(ledger));
        } finally {
            harm.shutdownNow();
            harm.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        closing.close();
    }

    /** A request that Kafka does not take is not accepted: it is sent again, with the same id, until it is. */
    private void submit(Random random) throws InterruptedException {
        int kind = random.nextInt(DISTINCT) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(DISTINCT);
        ImageRef subject = pictures.person(kind);
        TryOnRequest request = TryOnRequests.forTenant("chaos")
                .lane(random.nextInt(3) == 0 ? Lane.LANE_INTERACTIVE : Lane.LANE_BULK)
                .subject(subject)
                .step(
                        Expert.EXPERT_TOP,
                        pictures.product(kind / 7),
                        with -> with.steps(1).seed(kind))
                .output("s3://" + ChaosStack.BUCKET + "/chaos")
                .build();
        subjects.put(request.getRequestId(), subject);
        while (true) {
            try {
                client.submit(request).get();
                ledger.accept(request.getRequestId());
                return;
            } catch (ExecutionException e) {
                read();
            }
        }
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
        Map<String, ImageRef> seen = new HashMap<>();
        for (Map.Entry<String, Completed> end : ledger.completed().entrySet()) {
            String result = end.getValue().getResult().getUri();
            if (seen.size() < INSPECTED && !seen.containsKey(result)) {
                ImageRef subject = Objects.requireNonNull(subjects.get(end.getKey()));
                seen.put(result, subject);
                touched += pictures.touched(subject, end.getValue());
            }
        }
        return touched;
    }
}
