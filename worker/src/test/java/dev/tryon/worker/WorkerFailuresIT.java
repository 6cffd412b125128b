/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.lease.Acknowledgement;
import dev.tryon.worker.lease.LeasedWork;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker on a real broker and a real S3 endpoint, of which something fails. */
@SuppressWarnings("NullAway.Init")
class WorkerFailuresIT {

    @TempDir
    private Path folder;

    private WorkerStack stack;
    private int retriesSeen;

    @BeforeEach
    void start() throws Exception {
        stack = new WorkerStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void outageOfTheStoreParksTheJobAndTheWorkerGoesOnWhenItIsOver() throws Exception {
        stack.worker(WorkerDecorators.NONE, Map.of());
        TryOnRequest request = WorkerStack.request(Lane.LANE_INTERACTIVE);
        stack.stopS3();

        stack.send(request);

        Retry retry = parked();
        assertThat(retry.getCode()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
        assertThat(retry.getAttempt()).as("counted against the job").isZero();
        assertThat(retry.getRequest()).isEqualTo(request);

        stack.startS3();
        stack.send(retry.getRequest());

        // Its picture is not there: that the store says so shows that it is asked again.
        TryOnEvent end = await().atMost(WorkerStack.PATIENCE)
                .until(
                        () -> {
                            sendWhatIsParkedAgain();
                            return stack.ends(request);
                        },
                        ends -> ends.size() == 1)
                .get(0);
        assertThat(end.getFailed().getCode()).isEqualTo(FailureCode.INPUT_NOT_FOUND);
    }

    @Test
    void jobThatBreaksItsWorkerIsTriedThriceAndThenKeptWithTheDeadLetters() throws Exception {
        stack.worker(
                new WorkerDecorators(UnaryOperator.identity(), store -> broken(), UnaryOperator.identity()), Map.of());
        TryOnRequest request = WorkerStack.request(Lane.LANE_INTERACTIVE);

        stack.send(request);
        Retry first = parked();
        stack.send(comesBack(first));
        Retry second = parked();
        stack.send(comesBack(second));

        assertThat(first.getAttempt()).isEqualTo(1);
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getCode()).isEqualTo(FailureCode.INTERNAL);
        TryOnEvent end = stack.end(request);
        assertThat(end.getDeadLettered().getCode()).isEqualTo(FailureCode.POISON);
        assertThat(end.getDeadLettered().getDeliveries()).isEqualTo(3);
        assertThat(deadLetter().getRequestId()).isEqualTo(request.getRequestId());
    }

    @Test
    void jobWhoseWorkersEndWithoutAWordIsToldOfBeforeTheBrokerGivesItUp() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        stack.worker(
                new WorkerDecorators(
                        work -> dies(work, 4, deliveries), UnaryOperator.identity(), UnaryOperator.identity()),
                Map.of());
        TryOnRequest request = WorkerStack.request(Lane.LANE_INTERACTIVE);

        stack.send(request);

        assertThat(stack.end(request).getDeadLettered().getCode()).isEqualTo(FailureCode.POISON);
        assertThat(deliveries).hasValue(5);
        assertThat(deadLetter().getRequestId()).isEqualTo(request.getRequestId());
    }

    /** As a worker that dies: its lease comes to no end of the job's. */
    private static LeasedWork dies(LeasedWork work, int times, AtomicInteger deliveries) {
        return leased -> deliveries.incrementAndGet() <= times
                ? CompletableFuture.completedFuture(Acknowledgement.RELEASE)
                : work.process(leased);
    }

    private static ImageStore broken() {
        return (ImageStore) Proxy.newProxyInstance(
                WorkerFailuresIT.class.getClassLoader(),
                new Class<?>[] {ImageStore.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("a bug");
                });
    }

    /** What the scheduler does when the time has come. */
    private static TryOnRequest comesBack(Retry retry) {
        return retry.getRequest().toBuilder().setAttempt(retry.getAttempt()).build();
    }

    /** The next record of tryon.retries. */
    private Retry parked() {
        retriesSeen++;
        return await()
                .atMost(WorkerStack.PATIENCE)
                .until(() -> stack.records(Topics.RETRIES), found -> found.size() >= retriesSeen)
                .stream()
                .map(record -> CloudEventCodec.RETRIES
                        .decode(record)
                        .event()
                        .orElseThrow()
                        .message())
                .filter(retry -> retriesSeen == 1 || retry.getAttempt() == retriesSeen)
                .findFirst()
                .orElseThrow();
    }

    /** As the scheduler does: while the circuit is still open a job may be parked once more. */
    private void sendWhatIsParkedAgain() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> parked = stack.records(Topics.RETRIES);
        for (; retriesSeen < parked.size(); retriesSeen++) {
            stack.send(CloudEventCodec.RETRIES
                    .decode(parked.get(retriesSeen))
                    .event()
                    .orElseThrow()
                    .message()
                    .getRequest());
        }
    }

    private TryOnRequest deadLetter() {
        ConsumerRecord<byte[], byte[]> letter = await().atMost(WorkerStack.PATIENCE)
                .until(() -> stack.records(Topics.deadLetters(Expert.EXPERT_TOP)), found -> !found.isEmpty())
                .get(0);
        try {
            return TryOnRequest.parseFrom(letter.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
