/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.producer.RequestIds;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Progress;
import dev.tryon.v1.Started;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStack.Extension.class)
class ResultsSubscriptionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What a killed listener may not have committed: one poll. */
    private static final int ONE_POLL = 100;

    private static final AtomicInteger GROUPS = new AtomicInteger();

    private final TestStack stack;
    private final TestWorker worker;
    private final String group = "listeners-" + GROUPS.incrementAndGet();

    ResultsSubscriptionIT(TestStack stack) {
        this.stack = stack;
        worker = new TestWorker(stack.clients());
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void killedListenersSuccessorGoesOnWhereItStoppedAndHearsNoDuplicates() throws Exception {
        List<String> requests = Stream.generate(RequestIds::fresh).limit(300).toList();
        requests.forEach(worker::completes);
        Set<String> announced = new HashSet<>();
        requests.forEach(
                id -> announced.addAll(List.of(id + "/0/started/1", id + "/0/progress/1", id + "/0/completed")));

        List<String> first = new ArrayList<>();
        try (ListeningProcess listener = ListeningProcess.start(stack.bootstrapServers(), group)) {
            while (first.size() < 400) {
                listener.next().filter(announced::contains).ifPresent(first::add);
            }
            listener.kill();
            Stream.generate(listener::next)
                    .takeWhile(Optional::isPresent)
                    .flatMap(Optional::stream)
                    .filter(announced::contains)
                    .forEach(first::add);
        }
        assertThat(first).as("it was killed on the way").hasSizeLessThan(announced.size());

        requests.forEach(worker::completed); // once more, long after the first time
        List<String> ends = IntStream.range(
                        0, worker.producer().partitionsFor(Topics.RESULTS).size())
                .mapToObj(partition -> {
                    String id = RequestIds.fresh();
                    worker.startedIn(partition, id);
                    return id;
                })
                .toList();
        List<String> second = new ArrayList<>();
        try (ListeningProcess listener = ListeningProcess.start(stack.bootstrapServers(), group)) {
            Set<String> missing = new HashSet<>(ends);
            while (!missing.isEmpty()) {
                String id = listener.next().orElseThrow();
                missing.remove(id.substring(0, id.indexOf('/')));
                if (announced.contains(id)) {
                    second.add(id);
                }
            }
        }

        Set<String> heard = new HashSet<>(first);
        heard.addAll(second);
        assertThat(heard).isEqualTo(announced);
        assertThat(first).doesNotHaveDuplicates();
        assertThat(second).doesNotHaveDuplicates();
        assertThat(second.stream().filter(new HashSet<>(first)::contains)).hasSizeLessThanOrEqualTo(ONE_POLL);
    }

    @Test
    void closedListenersSuccessorHearsOnlyWhatIsNew() {
        String before = RequestIds.fresh();
        Recorder first = new Recorder(before);
        worker.completes(before);
        try (ResultsSubscription subscription = TryOnResults.listen(stack.clients(), group, first)) {
            await().atMost(PATIENCE).until(() -> subscription.alive() && first.heard.contains("completed"));
        }
        String after = RequestIds.fresh();
        Recorder second = new Recorder(before, after);
        worker.completed(before);
        worker.fails(after);
        try (ResultsSubscription subscription = TryOnResults.listen(stack.clients(), group, second)) {
            await().atMost(PATIENCE).until(() -> subscription.alive() && !second.heard.isEmpty());
        }

        assertThat(first.heard).containsExactly("started", "progress", "completed");
        assertThat(second.heard).containsExactly("failed INPUT_CORRUPT");
    }

    @Test
    void eventOnWhichTheListenerFailedComesAgainAndOthersAreNotHeldUp() {
        String request = RequestIds.fresh();
        List<String> others = Stream.generate(RequestIds::fresh).limit(20).toList();
        Recorder heard =
                new Recorder(Stream.concat(Stream.of(request), others.stream()).toArray(String[]::new));
        heard.failsAt = request + "/0/progress/1";
        heard.failsUntil =
                () -> others.stream().anyMatch(other -> !heard.of(other).isEmpty());
        worker.completes(request);

        try (ResultsSubscription subscription = TryOnResults.listen(stack.clients(), group, heard)) {
            await().atMost(PATIENCE).until(() -> heard.of(request).contains("failure"));
            others.forEach(worker::completed); // the listener fails until it hears one of them
            await().atMost(PATIENCE).until(() -> heard.heard.size() == others.size() + 3);
            assertThat(subscription.alive()).isTrue();
        }

        assertThat(heard.of(request).stream().distinct())
                .containsExactly("started", "failure", "progress", "completed");
    }

    @Test
    void leavesNoThreadBehind() {
        try (ResultsSubscription subscription = TryOnResults.listen(stack.clients(), group, new ResultsListener() {})) {
            assertThat(subscription.alive()).isTrue();
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("tryon-results-" + group));
    }

    /** Notes what it hears of some requests, and fails where and as long as it is told to. */
    private static final class Recorder implements ResultsListener {
        private final Set<String> requests;
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile String failsAt = "";
        private volatile BooleanSupplier failsUntil = () -> true;

        Recorder(String... requests) {
            this.requests = Set.of(requests);
        }

        @Override
        public void started(CloudEvent<TryOnEvent> event, Started started) {
            note(event, "started");
        }

        @Override
        public void progress(CloudEvent<TryOnEvent> event, Progress progress) {
            note(event, "progress");
        }

        @Override
        public void completed(CloudEvent<TryOnEvent> event, Completed completed) {
            note(event, "completed");
        }

        @Override
        public void failed(CloudEvent<TryOnEvent> event, Failed failed) {
            note(event, "failed " + FailureCode.forNumber(failed.getCodeValue()));
        }

        List<String> of(String request) {
            return ids.stream()
                    .filter(id -> id.startsWith(request))
                    .map(id -> id.substring(id.indexOf(' ') + 1))
                    .toList();
        }

        private void note(CloudEvent<TryOnEvent> event, String what) {
            if (!requests.contains(event.subject())) {
                return;
            }
            if (event.id().equals(failsAt) && !failsUntil.getAsBoolean()) {
                ids.add(event.id() + " failure");
                throw new IllegalStateException("the database is away");
            }
            ids.add(event.id() + " " + what);
            heard.add(what);
        }
    }
}
