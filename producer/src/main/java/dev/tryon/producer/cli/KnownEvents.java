/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Kafka has of a request's events. Stateless. */
final class KnownEvents {
    private static final Duration POLL = Duration.ofMillis(500);
    // In polls: a quarter of a minute. Records that are left out do not count as answers.
    private static final int LONGEST_SILENCE = 30;

    private KnownEvents() {}

    /**
     * The events so far, oldest first.
     *
     * @throws KafkaUnavailableException when Kafka does not answer
     */
    static List<TryOnEvent> of(KafkaClients kafka, String requestId) {
        List<TryOnEvent> found = new ArrayList<>();
        try (ResultsReader reader = ResultsReader.open(kafka.reader("tryon-cli"), ReadFrom.eventsOf(requestId))) {
            int silent = 0;
            while (!reader.caughtUp()) {
                List<CloudEvent<TryOnEvent>> events = reader.poll(POLL);
                silent = events.isEmpty() ? silent + 1 : 0;
                if (silent > LONGEST_SILENCE) {
                    throw new KafkaUnavailableException("Kafka stopped answering; try again when it runs", null);
                }
                events.stream()
                        .filter(event -> event.subject().equals(requestId))
                        .forEach(event -> found.add(event.message()));
            }
        }
        return found;
    }
}
