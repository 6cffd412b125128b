/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.terminal.ProgressLine;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The dead letters that there are. Why a request is one of them is told by {@code tryon.results}, if a worker came to announce
 * it: just before, so only those moments are read. What was sent once more stands in {@code tryon.control}. Used by one
 * thread.
 */
final class DeadLetters {
    private static final Duration ANNOUNCED_BEFORE = Duration.ofMinutes(10);
    private static final Duration ANNOUNCED_AFTER = Duration.ofMinutes(1);

    private final KafkaClients kafka;
    private final ProgressLine progress;
    private long read;

    /** @param progress is shown how many records were read */
    DeadLetters(KafkaClients kafka, ProgressLine progress) {
        this.kafka = kafka;
        this.progress = progress;
    }

    /** Those that a filter takes, oldest first. */
    List<DeadLetter> read(LetterFilter filter) {
        try (Consumer<byte[], byte[]> consumer = kafka.committedReader("tryon-dlq")) {
            CommittedRecords records = new CommittedRecords(consumer, this::count);
            List<DeadLetter> letters = new ArrayList<>();
            for (String topic : topics()) {
                records.all(topic, record -> {
                    DeadLetter letter = LetterReader.read(record);
                    if (filter.mayTake(letter)) {
                        letters.add(letter);
                    }
                });
            }
            letters.sort(Comparator.comparing(DeadLetter::at));
            Map<String, DeadLettered> announced = announcements(records, letters);
            List<DeadLetter> taken = letters.stream()
                    .map(letter -> letter.with(announcement(letter, announced), List.of()))
                    .filter(filter::takes)
                    .toList();
            return taken.isEmpty() ? taken : withRedrives(taken, redrives(records));
        } finally {
            progress.clear();
        }
    }

    private static List<String> topics() {
        return Stream.concat(ExpertNames.experts().stream().map(Topics::deadLetters), Stream.of(Topics.DEAD_WEBHOOKS))
                .toList();
    }

    private static Optional<DeadLettered> announcement(DeadLetter letter, Map<String, DeadLettered> announced) {
        return letter.place().ofWebhooks()
                ? Optional.empty()
                : letter.request().flatMap(request -> Optional.ofNullable(announced.get(request.getRequestId())));
    }

    private static List<DeadLetter> withRedrives(List<DeadLetter> letters, Map<Place, List<Control>> redrives) {
        return letters.stream()
                .map(letter -> letter.with(letter.announced(), redrives.getOrDefault(letter.place(), List.of())))
                .toList();
    }

    private void count() {
        progress.show(++read, OptionalDouble.empty(), "records read");
    }

    /** The last announcement of each letter's request. */
    private static Map<String, DeadLettered> announcements(CommittedRecords records, List<DeadLetter> all) {
        List<DeadLetter> letters = all.stream()
                .filter(letter ->
                        !letter.place().ofWebhooks() && letter.request().isPresent())
                .toList();
        Set<String> ids = letters.stream()
                .flatMap(letter -> letter.request().stream())
                .map(TryOnRequest::getRequestId)
                .collect(Collectors.toSet());
        Map<String, DeadLettered> announced = new HashMap<>();
        for (int first = 0, next; first < letters.size(); first = next) {
            Instant from = letters.get(first).at().minus(ANNOUNCED_BEFORE);
            next = first + 1;
            while (next < letters.size()
                    && letters.get(next)
                            .at()
                            .minus(ANNOUNCED_BEFORE)
                            .isBefore(letters.get(next - 1).at().plus(ANNOUNCED_AFTER))) {
                next++;
            }
            records.between(
                    Topics.RESULTS,
                    from,
                    letters.get(next - 1).at().plus(ANNOUNCED_AFTER),
                    record -> announcement(ids, record).ifPresent(letter -> announced.put(id(record), letter)));
        }
        return announced;
    }

    private static Optional<DeadLettered> announcement(Set<String> ids, ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null || !ids.contains(id(record))
                ? Optional.empty()
                : CloudEventCodec.EVENTS
                        .decode(record)
                        .event()
                        .filter(event -> event.message().hasDeadLettered())
                        .map(event -> event.message().getDeadLettered());
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static Map<Place, List<Control>> redrives(CommittedRecords records) {
        Map<Place, List<Control>> redrives = new HashMap<>();
        records.all(
                Topics.CONTROL,
                record -> CloudEventCodec.CONTROL
                        .decode(record)
                        .event()
                        .map(event -> event.message())
                        .filter(Control::hasRedriveRequest)
                        .ifPresent(order -> redrives.computeIfAbsent(place(order), p -> new ArrayList<>())
                                .add(order)));
        redrives.values().forEach(orders -> orders.sort(Comparator.comparingLong(DeadLetters::millis)));
        return redrives;
    }

    private static Place place(Control order) {
        var redrive = order.getRedriveRequest();
        return new Place(redrive.getTopic(), redrive.getPartition(), redrive.getOffset());
    }

    private static long millis(Control order) {
        return order.getAt().getSeconds() * 1000 + order.getAt().getNanos() / 1_000_000;
    }
}
