/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.producer.RequestIds;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.proto.Topics;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStack.Extension.class)
class TryOnResultsIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestStack stack;
    private final TestWorker worker;

    TryOnResultsIT(TestStack stack) {
        this.stack = stack;
        worker = new TestWorker(stack.clients());
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void missesNothingThatHappensAfterItWasOpened() throws Exception {
        // Many ids, so that every partition gets some; nothing is polled until all of it has happened.
        List<String> ids = new ArrayList<>();
        try (TryOnResults results = TryOnResults.listen(open(ReadFrom.now()))) {
            List<Expectation> expected = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String id = RequestIds.fresh();
                ids.add(id);
                expected.add(results.expect(id));
            }
            ids.forEach(worker::completes);
            for (Expectation expectation : expected) {
                assertThat(expectation.await(LONG))
                        .hasValueSatisfying(
                                end -> assertThat(end.hasCompleted()).isTrue());
            }
        }
    }

    @Test
    void readerOpenedBeforeSeesWhatHappenedBeforeItsFirstPoll() {
        String id = RequestIds.fresh();
        try (ResultsReader reader = open(ReadFrom.now())) {
            worker.completes(id);

            assertThat(eventsOf(id, reader, 3))
                    .extracting(TryOnEvent::getKindCase)
                    .containsExactly(
                            TryOnEvent.KindCase.STARTED, TryOnEvent.KindCase.PROGRESS, TryOnEvent.KindCase.COMPLETED);
        }
    }

    @Test
    void deliversEachEventOnceHoweverOftenItIsAnnounced() throws Exception {
        String id = RequestIds.fresh();
        List<TryOnEvent> events = new CopyOnWriteArrayList<>();
        try (TryOnResults results = TryOnResults.listen(open(ReadFrom.now()));
                Expectation expected = results.expect(id, events::add)) {
            worker.started(id);
            worker.started(id);
            worker.completes(id);

            assertThat(expected.await(LONG)).isPresent();
        }
        assertThat(events)
                .extracting(TryOnEvent::getKindCase)
                .containsExactly(
                        TryOnEvent.KindCase.STARTED, TryOnEvent.KindCase.PROGRESS, TryOnEvent.KindCase.COMPLETED);
    }

    @Test
    void goesOnAfterARecordThatIsNoEvent() throws Exception {
        String id = RequestIds.fresh();
        try (TryOnResults results = TryOnResults.listen(open(ReadFrom.now()));
                Expectation expected = results.expect(id)) {
            for (int partition = 0; partition < TestStack.RESULT_PARTITIONS; partition++) {
                worker.producer()
                        .send(new ProducerRecord<>(Topics.RESULTS, partition, null, "poison".getBytes(UTF_8)))
                        .get();
            }
            worker.completes(id);

            assertThat(expected.await(LONG)).isPresent();
        }
    }

    @Test
    void oneListenersBugDoesNotKeepEventsFromOthers() throws Exception {
        String id = RequestIds.fresh();
        try (TryOnResults results = TryOnResults.listen(open(ReadFrom.now()))) {
            results.expect(id, event -> {
                throw new IllegalArgumentException("a bug");
            });
            Expectation other = results.expect(id);
            worker.completes(id);

            assertThat(other.await(LONG)).isPresent();
        }
    }

    @Test
    void findsWhatHappenedEarlierByTheTimeInTheId() {
        String id = RequestIds.fresh();
        worker.completes(id);
        try (ResultsReader reader = open(ReadFrom.eventsOf(id))) {
            assertThat(eventsOf(id, reader, 3)).hasSize(3);
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> reader.poll(Duration.ofMillis(100)).isEmpty() && reader.caughtUp());
        }
    }

    @Test
    void readsPartitionsThatTheTopicIsGivenLater() throws Exception {
        String id = RequestIds.fresh();
        KafkaClients attentive =
                new KafkaClients(Map.of("bootstrap.servers", stack.bootstrapServers(), "metadata.max.age.ms", "200"));
        try (ResultsReader reader = ResultsReader.open(attentive.reader("test"), ReadFrom.now());
                Admin admin = stack.clients().admin("test");
                TestWorker writer = new TestWorker(attentive)) {
            int added = TestStack.RESULT_PARTITIONS;
            admin.createPartitions(Map.of(Topics.RESULTS, NewPartitions.increaseTo(added + 1)))
                    .all()
                    .get();
            Awaitility.await()
                    .until(() -> writer.producer().partitionsFor(Topics.RESULTS).size() == added + 1);
            writer.startedIn(added, id);

            assertThat(eventsOf(id, reader, 1)).hasSize(1);
        }
    }

    @Test
    void whatIsExpectedFailsWhenTheListenerCloses() {
        TryOnResults results = TryOnResults.listen(open(ReadFrom.now()));
        Expectation expected = results.expect(RequestIds.fresh());

        results.close();
        results.close();

        assertThat(expected.ended()).isCompletedExceptionally();
        assertThatThrownBy(() -> expected.ended().get())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void leavesNoThreadBehind() {
        TryOnResults results = TryOnResults.listen(open(ReadFrom.now()));
        results.close();

        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("tryon-results")));
    }

    @Test
    void saysWhenThereIsNoKafka() {
        KafkaClients nowhere = new KafkaClients(Map.of(
                "bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "500", "request.timeout.ms", "400"));

        assertThatThrownBy(() -> ResultsReader.open(nowhere.reader("test"), ReadFrom.now()))
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessageContaining("tryon.results")
                .hasMessageContaining("check that Kafka runs");
    }

    private ResultsReader open(ReadFrom from) {
        return ResultsReader.open(stack.clients().reader("test"), from);
    }

    /** Polls until so many events of a request have come; other tests' events are passed over. */
    private static List<TryOnEvent> eventsOf(String id, ResultsReader reader, int count) {
        List<TryOnEvent> events = new ArrayList<>();
        Awaitility.await().until(() -> {
            reader.poll(Duration.ofMillis(200)).stream()
                    .filter(event -> event.subject().equals(id))
                    .forEach(event -> events.add(event.message()));
            return events.size() >= count;
        });
        return events;
    }
}
