/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.proto.Endings;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two worker processes is killed or frozen under load: nothing is lost and nothing is two things. */
@SuppressWarnings("NullAway.Init")
class LostWorkerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final Closing closing = new Closing();
    private final Map<String, WorkerProcess> workers = new HashMap<>();
    private final List<TryOnEvent> events = new ArrayList<>();
    private BenchStack stack;
    private TryOnClient client;
    /** Bare, since a listener of the SDK leaves duplicates out: two completions could hide there. */
    private Consumer<byte[], byte[]> results;

    @BeforeEach
    void start() throws Exception {
        stack = closing.add(BenchStack.start(folder));
        client =
                closing.add(new TryOnClient(stack.kafka(), stack.kafka().producer("test"), "/test", Clock.systemUTC()));
        results = closing.add(stack.kafka().reader("test"));
        List<TopicPartition> partitions = results.partitionsFor(Topics.RESULTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        results.assign(partitions);
        results.seekToBeginning(partitions);
        for (String name : List.of("one", "other")) {
            workers.put(name, closing.add(WorkerProcess.start(settings(name), folder.resolve(name + ".log"))));
        }
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void killedWorkersJobsGoOnElsewhereAndEveryRequestEndsOnce() throws Exception {
        List<TryOnRequest> requests = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            requests.add(submitted(i, 60));
        }
        readUntil(() -> !inHand("one").isEmpty() && endedIds().size() >= 2);

        worker("one").kill();
        Instant killed = Instant.now();
        Set<String> orphans = inHand("one");

        readUntil(() -> endedIds().size() == requests.size());
        assertThat(orphans).as("jobs in the killed worker's hand").isNotEmpty();
        for (String orphan : orphans) {
            assertThat(startedBy("other", orphan))
                    .as("when the other worker took over " + orphan)
                    .isBefore(killed.plus(ELSEWHERE));
        }
        assertEveryRequestHasOneResult(requests);
    }

    @Test
    void frozenWorkersJobIsDeliveredAgainAndItsLateResultChangesNothing() throws Exception {
        TryOnRequest request = submitted(1, 100);
        readUntil(() -> !inHand("one").isEmpty() || !inHand("other").isEmpty());
        String frozen = inHand("one").isEmpty() ? "other" : "one";
        String awake = frozen.equals("one") ? "other" : "one";

        worker(frozen).freeze();
        readUntil(() -> endedIds().size() == 1);

        assertThat(completedBy(request)).isEqualTo(awake);
        worker(frozen).thaw();
        // With the other one frozen, the next request shows that this one has come back and is done with its past.
        worker(awake).freeze();
        TryOnRequest next = submitted(2, 2);
        readUntil(() -> endedIds().contains(next.getRequestId()));
        worker(awake).thaw();
        assertThat(completedBy(next)).isEqualTo(frozen);
        assertEveryRequestHasOneResult(List.of(request, next));
    }

    private void assertEveryRequestHasOneResult(List<TryOnRequest> requests) {
        for (TryOnRequest request : requests) {
            List<ImageRef> made = ends(request).stream()
                    .map(event -> {
                        assertThat(event.hasCompleted()).as(event.toString()).isTrue();
                        return event.getCompleted().getResult();
                    })
                    .distinct()
                    .toList();
            assertThat(made).as("results of " + request.getRequestId()).hasSize(1);
        }
    }

    private TryOnRequest submitted(int seed, int steps) {
        BenchStack.Sample sample = stack.samples().get(seed % stack.samples().size());
        TryOnRequest request = TryOnRequests.forTenant("test")
                .lane(Lane.LANE_BULK)
                .subject(sample.person())
                .step(
                        Expert.EXPERT_TOP,
                        sample.product(),
                        with -> with.steps(steps).seed(seed))
                .output("s3://" + BenchStack.BUCKET + "/test")
                .build();
        client.submit(request).join();
        return request;
    }

    private void readUntil(BooleanSupplier enough) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!enough.getAsBoolean()) {
            assertThat(Instant.now()).as("seen until now: " + events).isBefore(end);
            for (ConsumerRecord<byte[], byte[]> record : results.poll(Duration.ofMillis(200))) {
                events.add(CloudEventCodec.EVENTS
                        .decode(record)
                        .event()
                        .orElseThrow()
                        .message());
            }
        }
    }

    /** Requests that a worker started last and that have not ended. */
    private Set<String> inHand(String worker) {
        Map<String, String> last = new HashMap<>();
        events.stream()
                .filter(TryOnEvent::hasStarted)
                .forEach(event ->
                        last.put(event.getRequestId(), event.getStarted().getWorker()));
        Set<String> ended = endedIds();
        return last.entrySet().stream()
                .filter(started -> started.getValue().equals(worker) && !ended.contains(started.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> endedIds() {
        return events.stream()
                .filter(Endings::ends)
                .map(TryOnEvent::getRequestId)
                .collect(Collectors.toSet());
    }

    private List<TryOnEvent> ends(TryOnRequest request) {
        return events.stream()
                .filter(Endings::ends)
                .filter(event -> event.getRequestId().equals(request.getRequestId()))
                .toList();
    }

    private String completedBy(TryOnRequest request) {
        return ends(request).get(0).getCompleted().getProvenance().getWorker();
    }

    private Instant startedBy(String worker, String requestId) {
        return events.stream()
                .filter(event -> event.getRequestId().equals(requestId)
                        && event.getStarted().getWorker().equals(worker))
                .map(event -> Instant.ofEpochSecond(
                        event.getAt().getSeconds(), event.getAt().getNanos()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(worker + " never started " + requestId));
    }

    private WorkerProcess worker(String name) {
        return Objects.requireNonNull(workers.get(name), name);
    }

    private Map<String, String> settings(String name) {
        Map<String, String> settings = new HashMap<>(stack.settings());
        settings.put("tryon.worker.id", name);
        settings.put(
                "tryon.worker.bundles",
                Path.of("..", "experts").toAbsolutePath().normalize().toString());
        settings.put("tryon.worker.experts", "top");
        settings.put("tryon.worker.threads", "1");
        return settings;
    }
}
