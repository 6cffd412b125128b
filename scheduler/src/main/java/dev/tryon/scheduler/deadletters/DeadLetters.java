/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that there are. The broker copies key and value of what it gives up and writes headers of its own, so why it
 * did is told by {@code tryon.results}, if a worker came to announce it: just before, so only those moments are read. What
 * was sent once more stands in {@code tryon.control}. Thread-safe.
 */
final class DeadLetters {
    private static final String NOTES = "__dlq.";
    private static final Duration ANNOUNCED_BEFORE = Duration.ofMinutes(10);
    private static final Duration ANNOUNCED_AFTER = Duration.ofMinutes(1);

    private final KafkaClients kafka;

    DeadLetters(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** Those that a filter takes, oldest first. */
    List<DeadLetter> read(LetterFilter filter) {
        try (Consumer<byte[], byte[]> consumer = kafka.committedReader("tryon-dlq")) {
            CommittedRecords records = new CommittedRecords(consumer);
            List<DeadLetter> letters = new ArrayList<>();
            for (Expert expert : ExpertNames.experts()) {
                records.all(Topics.deadLetters(expert), record -> {
                    DeadLetter letter = letter(expert, record);
                    if (letter.request().map(filter::takes).orElse(true)) {
                        letters.add(letter);
                    }
                });
            }
            letters.sort(Comparator.comparing(DeadLetter::at));
            Map<String, DeadLettered> announced = announcements(records, letters);
            Map<Place, List<Control>> redrives = redrives(records);
            return letters.stream()
                    .map(letter -> letter.with(
                            letter.request()
                                    .flatMap(request -> Optional.ofNullable(announced.get(request.getRequestId()))),
                            redrives.getOrDefault(letter.place(), List.of())))
                    .filter(filter::takes)
                    .toList();
        }
    }

    private static DeadLetter letter(Expert expert, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> notes = new TreeMap<>();
        for (Header header : record.headers()) {
            if (header.key().startsWith(NOTES) && header.value() != null) {
                notes.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return new DeadLetter(
                new Place(expert, record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                notes,
                request(record.value()),
                Optional.empty(),
                List.of());
    }

    private static Optional<TryOnRequest> request(byte @Nullable [] value) {
        try {
            return Optional.ofNullable(value == null ? null : TryOnRequest.parseFrom(value))
                    .filter(request -> RequestRules.violations(request).isEmpty());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** The last announcement of each letter's request. */
    private static Map<String, DeadLettered> announcements(CommittedRecords records, List<DeadLetter> letters) {
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
                        .ifPresent(order -> Redriver.place(order.getRedriveRequest())
                                .ifPresent(place -> redrives.computeIfAbsent(place, p -> new ArrayList<>())
                                        .add(order))));
        return redrives;
    }
}
