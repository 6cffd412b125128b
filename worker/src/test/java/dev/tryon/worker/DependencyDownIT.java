/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static dev.tryon.worker.WorkerStack.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.lease.LeasedWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose image store or broker goes away and comes back: leasing stops, goes on by itself, and no job pays. */
@SuppressWarnings("NullAway.Init")
class DependencyDownIT {

    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final Map<String, String> PATIENT = Map.of("tryon.worker.park-after", "5m");

    @TempDir
    private Path folder;

    private WorkerStack stack;

    @BeforeEach
    void start() throws Exception {
        stack = new WorkerStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void nothingIsLeasedWhileTheStoreIsDownAndLeasingGoesOnByItself() throws Exception {
        WorkerApp worker = stack.worker(WorkerDecorators.NONE, PATIENT);
        TryOnRequest inHand = WorkerStack.request(Lane.LANE_INTERACTIVE);
        List<TryOnRequest> later = List.of(WorkerStack.request(Lane.LANE_BULK), WorkerStack.request(Lane.LANE_BULK));

        stack.stopS3();
        stack.send(inHand);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(WorkerStack.metric(worker, "tryon_worker_slots", "state=\"paused\""))
                        .as(WorkerStack.metrics(worker, "tryon_worker_s"))
                        .isEqualTo(2));
        for (TryOnRequest request : later) {
            stack.send(request);
        }
        await().during(A_WHILE)
                .atMost(PATIENCE)
                .until(() ->
                        later.stream().allMatch(request -> stack.events(request).isEmpty()));
        assertThat(stack.ends(inHand)).isEmpty();
        stack.startS3();

        // Their pictures are nowhere: that the store says so shows that it was asked again.
        for (TryOnRequest request : later) {
            Failed end = stack.end(request).getFailed();
            assertThat(end.getCode()).isEqualTo(FailureCode.INPUT_NOT_FOUND);
            assertThat(end.getAttempt()).as("tries that were counted").isEqualTo(1);
        }
        assertThat(stack.end(inHand).getFailed().getAttempt()).isEqualTo(1);
        assertThat(worker.alive()).isTrue();
    }

    @Test
    void jobInHandOutlivesTheBrokersAbsenceAndTheNextOneIsLeasedByItself() throws Exception {
        CountDownLatch leased = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        WorkerApp worker = stack.worker(
                new WorkerDecorators(
                        work -> held(work, leased, goOn), UnaryOperator.identity(), UnaryOperator.identity()),
                Map.of());
        TryOnRequest inHand = WorkerStack.request(Lane.LANE_INTERACTIVE);
        stack.send(inHand);
        leased.await();

        stack.stopBroker();
        goOn.countDown();
        stack.startBroker();
        TryOnRequest next = WorkerStack.request(Lane.LANE_INTERACTIVE);
        stack.send(next);

        await().atMost(PATIENCE).until(() -> !stack.ends(inHand).isEmpty());
        assertThat(stack.ends(inHand))
                .allSatisfy(end -> assertThat(end.getFailed().getCode()).isEqualTo(FailureCode.INPUT_NOT_FOUND));
        assertThat(stack.end(next).getFailed().getAttempt()).isEqualTo(1);
        assertThat(worker.alive()).isTrue();
    }

    private static LeasedWork held(LeasedWork work, CountDownLatch leased, CountDownLatch goOn) {
        return record -> {
            leased.countDown();
            goOn.await();
            return work.process(record);
        };
    }
}
