/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks for one request where it may wait: in the lanes, from where the workers are, and among the retries. It reads what
 * stands there, so it is for people and not for every call. Used by one thread; does not own the consumer.
 */
public final class RequestSearch {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Consumer<byte[], byte[]> consumer;
    private final LanePlaces places;
    private final Map<TopicPartition, OptionalLong> starts = new HashMap<>();
    private final Map<TopicPartition, Map<String, Long>> ahead = new HashMap<>();
    private Optional<Found> lane = Optional.empty();
    private Optional<ParkedAt> parked = Optional.empty();

    private record Found(TryOnRequest request, Waiting place, Instant at) {}

    private record ParkedAt(Retry retry, Instant at) {}

    /** @param consumer without assignment, reads what is committed */
    public RequestSearch(Consumer<byte[], byte[]> consumer, LanePlaces places) {
        this.consumer = consumer;
        this.places = places;
    }

    /**
     * Searches.
     *
     * @param events what is known of the request, oldest first; none of them its end
     * @throws KafkaUnavailableException when Kafka does not answer
     */
    public Why search(String requestId, List<TryOnEvent> events) {
        try {
            read(requestId);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(
                    "cannot read the lanes: " + e.getMessage() + "; check that Kafka runs at that address", e);
        }
        Optional<TryOnEvent> started =
                events.stream().filter(TryOnEvent::hasStarted).reduce((first, last) -> last);
        // What was parked before its last start came back since.
        Optional<ParkedAt> held = parked.filter(retry -> started.isEmpty() || !retry.at.isBefore(at(started.get())));
        Optional<Found> waits = lane.filter(found -> started.isEmpty()
                || found.request.getPosition() > started.get().getPosition()
                || held.filter(retry -> found.at.isAfter(retry.at)).isPresent());
        if (waits.isPresent()
                && held.filter(retry -> retry.at.isAfter(waits.get().at)).isEmpty()) {
            return new Why(events, Optional.of(waits.get().place), Optional.empty());
        }
        return new Why(events, Optional.empty(), held.map(ParkedAt::retry));
    }

    private void read(String requestId) {
        Map<TopicPartition, Long> ends = assign(requestId);
        Set<TopicPartition> left = new HashSet<>(ends.keySet());
        long begun = System.nanoTime();
        while (!left.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, requestId);
            }
            left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new KafkaUnavailableException(
                        "the lanes could not be read within " + PATIENCE.toSeconds() + " s; try again", null);
            }
        }
    }

    private Map<TopicPartition, Long> assign(String requestId) {
        List<String> topics = new ArrayList<>(Topics.allRequests());
        topics.add(Topics.RETRIES);
        List<TopicPartition> all = new ArrayList<>();
        topics.forEach(topic ->
                consumer.partitionsFor(topic).forEach(info -> all.add(new TopicPartition(topic, info.partition()))));
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<TopicPartition, Long> from =
                new HashMap<>(ReadFrom.eventsOf(requestId).positions(consumer, ends));
        Map<TopicPartition, CompletableFuture<OptionalLong>> asked = all.stream()
                .filter(partition -> !partition.topic().equals(Topics.RETRIES))
                .collect(Collectors.toMap(partition -> partition, places::start));
        asked.forEach((partition, answer) -> {
            OptionalLong start = answer.join();
            starts.put(partition, start);
            start.ifPresent(offset -> from.put(partition, offset));
        });
        consumer.assign(all);
        from.forEach(consumer::seek);
        return ends;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, String requestId) {
        boolean theirs = record.key() != null && requestId.equals(new String(record.key(), UTF_8));
        Instant at = Instant.ofEpochMilli(record.timestamp());
        if (record.topic().equals(Topics.RETRIES)) {
            if (theirs) {
                CloudEventCodec.RETRIES
                        .decode(record)
                        .event()
                        .ifPresent(event -> parked = Optional.of(new ParkedAt(event.message(), at)));
            }
            return;
        }
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Map<String, Long> before = ahead.computeIfAbsent(partition, key -> new HashMap<>());
        CloudEventCodec.REQUESTS.decode(record).event().ifPresent(event -> {
            TryOnRequest request = event.message();
            if (theirs && lane.filter(found -> found.at.isAfter(at)).isEmpty()) {
                lane = Optional.of(new Found(request, place(partition, record.offset(), request.getTenant()), at));
            }
            before.merge(request.getTenant(), 1L, Long::sum);
        });
    }

    private Waiting place(TopicPartition partition, long offset, String tenant) {
        OptionalLong start = starts.getOrDefault(partition, OptionalLong.empty());
        Map<String, Long> before = ahead.getOrDefault(partition, Map.of());
        long all = before.values().stream().mapToLong(Long::longValue).sum();
        boolean known = start.isPresent();
        return new Waiting(
                partition.topic(),
                partition.partition(),
                offset,
                start,
                known ? OptionalLong.of(all) : OptionalLong.empty(),
                known ? OptionalLong.of(before.getOrDefault(tenant, 0L)) : OptionalLong.empty());
    }

    private static Instant at(TryOnEvent event) {
        return Instant.ofEpochSecond(event.getAt().getSeconds(), event.getAt().getNanos());
    }
}
