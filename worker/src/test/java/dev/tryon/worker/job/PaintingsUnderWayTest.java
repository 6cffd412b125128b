/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tryon.v1.Completed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageFormat;
import dev.tryon.worker.store.StepResult;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaintingsUnderWayTest {

    private static final StepResult ADDRESS = new StepResult("s3://tryon/results/a", ImageFormat.IMAGE_FORMAT_PNG);
    private static final StepResult OTHER = new StepResult("s3://tryon/results/b", ImageFormat.IMAGE_FORMAT_PNG);

    private final PaintingsUnderWay underWay = new PaintingsUnderWay();
    private final AtomicInteger painted = new AtomicInteger();
    private final CountDownLatch finish = new CountDownLatch(1);

    @Test
    void secondOfTwoEqualJobsGetsFirstOnesResult() throws Exception {
        Job first = start(() -> underWay.once(ADDRESS, this::slowly));
        await().until(() -> painted.get() == 1);
        Job second = start(() -> underWay.once(ADDRESS, this::slowly));
        second.awaitWaiting();

        finish.countDown();

        assertThat(first.result()).isEqualTo(picture(1));
        assertThat(second.result())
                .isEqualTo(picture(1).toBuilder().setCacheHit(true).build());
    }

    @Test
    void waitingJobPaintsWhenFirstFails() throws Exception {
        Job first = start(() -> underWay.once(ADDRESS, () -> {
            slowly();
            throw new JobFailedException(FailureCode.STORE_UNAVAILABLE, "", "gone", null);
        }));
        await().until(() -> painted.get() == 1);
        Job second = start(() -> underWay.once(ADDRESS, this::slowly));
        second.awaitWaiting();

        finish.countDown();

        assertThat(second.result()).isEqualTo(picture(2));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(first::result)
                .withCauseInstanceOf(JobFailedException.class);
    }

    @Test
    void waitingJobPaintsWhenFirstIsGivenUp() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        Job first = start(() -> underWay.once(ADDRESS, () -> {
            painted.incrementAndGet();
            forever(never);
            return picture(0);
        }));
        await().until(() -> painted.get() == 1);
        finish.countDown();
        Job second = start(() -> underWay.once(ADDRESS, this::slowly));
        second.awaitWaiting();

        first.thread().interrupt();

        assertThat(second.result()).isEqualTo(picture(2));
    }

    @Test
    void givenUpWhileWaitingLeavesFirstAlone() throws Exception {
        Job first = start(() -> underWay.once(ADDRESS, this::slowly));
        await().until(() -> painted.get() == 1);
        Job second = start(() -> underWay.once(ADDRESS, this::slowly));
        second.awaitWaiting();

        second.thread().interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(second::result)
                .withCauseInstanceOf(InterruptedException.class);
        finish.countDown();
        assertThat(first.result()).isEqualTo(picture(1));
    }

    @Test
    void otherResultsDoNotWait() throws Exception {
        Job first = start(() -> underWay.once(ADDRESS, this::slowly));
        await().until(() -> painted.get() == 1);

        Completed other = underWay.once(OTHER, () -> picture(7));

        assertThat(other).isEqualTo(picture(7));
        finish.countDown();
        assertThat(first.result()).isEqualTo(picture(1));
    }

    private Completed slowly() throws InterruptedException {
        int number = painted.incrementAndGet();
        finish.await();
        return picture(number);
    }

    private static void forever(CompletableFuture<Void> something) throws InterruptedException {
        try {
            something.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Completed picture(int width) {
        return Completed.newBuilder().setWidth(width).build();
    }

    private static Job start(Callable<Completed> work) {
        FutureTask<Completed> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "job-under-test");
        thread.start();
        return new Job(thread, task);
    }

    private record Job(Thread thread, FutureTask<Completed> task) {

        Completed result() throws Exception {
            return task.get(30, TimeUnit.SECONDS);
        }

        void awaitWaiting() {
            org.awaitility.Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        }
    }
}
