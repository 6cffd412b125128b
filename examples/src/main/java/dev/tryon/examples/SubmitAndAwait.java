/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.examples;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.SubmitOutcome;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts several tops on one person and waits for the pictures: submits a stream of requests, then listens for their ends. */
public final class SubmitAndAwait {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private SubmitAndAwait() {}

    /** Brokers, the person, where results go, and any number of tops; pictures are {@code s3://} addresses. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 4) {
            System.err.println("Usage: SubmitAndAwait BROKERS s3://PERSON s3://RESULTS s3://TOP...");
            System.exit(2);
        }
        List<TryOnRequest> requests = Stream.of(arguments)
                .skip(3)
                .map(top -> TryOnRequests.forTenant("demo")
                        .subject(arguments[1])
                        .step(Expert.EXPERT_TOP, top)
                        .output(arguments[2])
                        .build())
                .toList();
        System.exit(run(arguments[0], requests, System.out) ? 0 : 1);
    }

    /** Whether all of them completed. */
    public static boolean run(String brokers, List<TryOnRequest> requests, PrintStream out)
            throws InterruptedException {
        KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", brokers));
        try (TryOnResults results = TryOnResults.listen(ResultsReader.open(kafka.reader("example"), ReadFrom.now()));
                TryOnClient client = TryOnClient.builder()
                        .bootstrapServers(brokers)
                        .source("/example")
                        .build()) {
            // Say what is expected before submitting it: nothing that happens is missed then.
            Map<String, Expectation> expected = new LinkedHashMap<>();
            requests.forEach(request -> expected.put(request.getRequestId(), results.expect(request.getRequestId())));
            try (Stream<SubmitOutcome> outcomes = client.submitAll(requests.stream())) {
                outcomes.forEach(outcome -> {
                    if (outcome instanceof SubmitOutcome.Refused refused) {
                        out.println("not submitted: " + refused.why().getMessage());
                        expected.remove(refused.request().getRequestId());
                    }
                });
            }
            int completed = 0;
            for (Expectation expectation : expected.values()) {
                Optional<TryOnEvent> end = expectation.await(PATIENCE);
                out.println(expectation.requestId() + " "
                        + end.map(SubmitAndAwait::told).orElse("has not ended yet"));
                completed += end.filter(TryOnEvent::hasCompleted).isPresent() ? 1 : 0;
            }
            return completed == requests.size();
        }
    }

    private static String told(TryOnEvent end) {
        return end.hasCompleted()
                ? end.getCompleted().getResult().getUri()
                : "ended without a picture: " + end.getKindCase() + " "
                        + end.getFailed().getMessage();
    }
}
