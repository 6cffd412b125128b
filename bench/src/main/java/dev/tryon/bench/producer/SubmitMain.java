/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.producer;

import dev.tryon.producer.Submitted;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnClientBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Builds and submits requests through the SDK from one thread, as fast as it takes them, in a process of its own: bootstrap
 * servers, requests, how many of them warm up, and the producer's settings. Prints records a second from the first request after those
 * that warm up to the last acknowledgement, which is how kafka-producer-perf-test counts.
 */
final class SubmitMain {
    private SubmitMain() {}

    public static void main(String[] arguments) {
        int requests = Integer.parseInt(arguments[1]);
        int warmUp = Integer.parseInt(arguments[2]);
        TryOnClientBuilder builder =
                TryOnClient.builder().bootstrapServers(arguments[0]).source(CatalogueRequests.SOURCE);
        for (int i = 3; i < arguments.length; i++) {
            String[] property = arguments[i].split("=", 2);
            builder.property(property[0], property[1]);
        }
        AtomicInteger acknowledged = new AtomicInteger();
        long start = System.nanoTime();
        try (TryOnClient client = builder.build()) {
            for (int i = 0; i < requests; i++) {
                if (i == warmUp) {
                    start = System.nanoTime();
                }
                CompletableFuture<Submitted> submitted = client.submit(CatalogueRequests.request(i));
                var unused = submitted.thenRun(acknowledged::incrementAndGet);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (acknowledged.get() != requests) {
            throw new IllegalStateException("Kafka confirmed " + acknowledged + " of " + requests + " requests");
        }
        System.out.println("rate " + (requests - warmUp) / seconds);
    }
}
