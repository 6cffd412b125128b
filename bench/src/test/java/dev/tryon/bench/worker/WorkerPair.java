/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.bench.JavaProcess;
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
import java.io.IOException;
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

/** Workers {@code one} and {@code other} in processes of their own, and all that is announced of their requests. */
final class WorkerPair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final Closing closing = new Closing();
    private final Map<String, WorkerProcess> workers = new HashMap<>();
    private final List<TryOnEvent> events = new ArrayList<>();
    private final BenchStack stack;
    private final TryOnClient client;
    /** Bare, since a listener of the SDK leaves duplicates out: two completions could hide there. */
    private final Consumer<byte[], byte[]> results;

    WorkerPair(Path folder) throws IOException {
        this.folder = folder;
        stack = closing.add(BenchStack.start(folder));
        client =
                closing.add(new TryOnClient(stack.kafka(), stack.kafka().producer("test"), "/test", Clock.systemUTC()));
        results = closing.add(stack.kafka().reader("test"));
        List<TopicPartition> partitions = results.partitionsFor(Topics.RESULTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        results.assign(partitions);
        results.seekToBeginning(partitions);
    }

    /** Starts one of the two as production does; {@code more} wins over the usual settings. */
    void start(String name, Map<String, String> more) throws IOException, InterruptedException {
        workers.put(name, closing.add(WorkerProcess.start(settings(name, more), folder.resolve(name + ".log"))));
    }

    /** Starts one of the two by another main class, which takes the same options. */
    void start(String name, Class<?> main, List<String> arguments) throws IOException, InterruptedException {
        workers.put(
                name,
                closing.add(
                        WorkerProcess.start(main, arguments, settings(name, Map.of()), folder.resolve(name + ".log"))));
    }

    JavaProcess process(String name) {
        return worker(name).process();
    }

    WorkerProcess worker(String name) {
        return Objects.requireNonNull(workers.get(name), name);
    }

    TryOnRequest submitted(int seed, int steps) {
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

    void readUntil(BooleanSupplier enough) {
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
    Set<String> inHand(String worker) {
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

    Set<String> endedIds() {
        return events.stream()
                .filter(Endings::ends)
                .map(TryOnEvent::getRequestId)
                .collect(Collectors.toSet());
    }

    String completedBy(TryOnRequest request) {
        return ends(request).get(0).getCompleted().getProvenance().getWorker();
    }

    Instant startedBy(String worker, String requestId) {
        return events.stream()
                .filter(event -> event.getRequestId().equals(requestId)
                        && event.getStarted().getWorker().equals(worker))
                .map(event -> Instant.ofEpochSecond(
                        event.getAt().getSeconds(), event.getAt().getNanos()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(worker + " never started " + requestId));
    }

    void assertEveryRequestHasOneResult(List<TryOnRequest> requests) {
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

    @Override
    public void close() {
        closing.close();
    }

    private List<TryOnEvent> ends(TryOnRequest request) {
        return events.stream()
                .filter(Endings::ends)
                .filter(event -> event.getRequestId().equals(request.getRequestId()))
                .toList();
    }

    private Map<String, String> settings(String name, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(stack.settings());
        settings.put("tryon.worker.id", name);
        settings.put(
                "tryon.worker.bundles",
                Path.of("..", "experts").toAbsolutePath().normalize().toString());
        settings.put("tryon.worker.experts", "top");
        settings.put("tryon.worker.threads", "1");
        settings.putAll(more);
        return settings;
    }
}
