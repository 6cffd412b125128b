/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.proto.Endings;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Submits requests that no cache knows and sees them end. Used by one thread. */
final class Traffic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Closing closing = new Closing();
    private final TryOnClient client;
    private final TryOnResults results;
    private final List<BenchStack.Sample> samples;
    private final AtomicLong seeds = new AtomicLong();

    Traffic(BenchStack stack) {
        KafkaClients kafka = stack.kafka();
        samples = stack.samples();
        client = closing.add(new TryOnClient(kafka, kafka.producer("bench"), "/tryon/bench", Clock.systemUTC()));
        results = closing.add(TryOnResults.listen(ResultsReader.open(kafka.reader("bench"), ReadFrom.now())));
    }

    /** One request on its way. */
    static final class Sent {
        private final long submitted = System.nanoTime();
        private final CompletableFuture<Long> ended = new CompletableFuture<>();

        private void see(TryOnEvent event) {
            if (event.hasCompleted() && !event.getCompleted().getCacheHit()) {
                ended.complete(System.nanoTime());
            } else if (Endings.ends(event)) {
                ended.completeExceptionally(new IllegalStateException("a try-on of the bench ended as " + event));
            }
        }

        /** Nanoseconds of the system's clock at which its end was seen. */
        long end() throws Exception {
            return ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        /** From submission to the sight of its end. */
        double milliseconds() throws Exception {
            return (end() - submitted) / 1e6;
        }

        boolean done() {
            return ended.isDone();
        }
    }

    /** Returns when Kafka has it. */
    Sent send(Lane lane, int steps) {
        long seed = seeds.incrementAndGet();
        BenchStack.Sample sample = samples.get((int) (seed % samples.size()));
        TryOnRequest request = TryOnRequests.forTenant("bench")
                .lane(lane)
                .subject(sample.person())
                .step(
                        Expert.EXPERT_TOP,
                        sample.product(),
                        with -> with.steps(steps).seed(seed))
                .output("s3://" + BenchStack.BUCKET + "/bench")
                .build();
        Sent sent = new Sent();
        // Forgotten by the listener when it ends.
        Expectation unused = results.expect(request.getRequestId(), sent::see);
        client.submit(request).join();
        return sent;
    }

    @Override
    public void close() {
        closing.close();
    }
}
