/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.BundleRefusedException;
import dev.tryon.worker.bundle.ExpertBundle;
import dev.tryon.worker.diffusion.DenoiseJob;
import dev.tryon.worker.diffusion.Engine;
import dev.tryon.worker.diffusion.EngineContract;
import dev.tryon.worker.diffusion.JobFailedOnDeviceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine {@code comfyui} on a server that speaks ComfyUI's documented interface. */
@SuppressWarnings("NullAway.Init")
class ComfyEngineIT extends EngineContract {

    private static final String POLICY = "ab".repeat(32);

    @TempDir
    private Path folder;

    private ComfyServer server;
    private ExpertBundle bundle;
    private ComfyEngine engine;

    @BeforeEach
    void start() throws IOException {
        server = new ComfyServer();
        bundle = WorkflowBundle.write(folder.resolve("top"), WorkflowBundle.WORKFLOW, POLICY);
        engine = new ComfyEngine(server.url(), List.of(bundle));
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("comfyui-"));
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected BundleManifest manifest() {
        return bundle.manifest();
    }

    @Test
    void picturesArriveBitForBitAndOnlyTheMaskedPartIsPainted() throws Exception {
        DenoiseJob job = job(0, DenoiseJob.Watch.NONE);

        float[] crop = painted(job);

        for (int i = 0; i < pixels(); i++) {
            // The workflow paints the product, half as bright for this seed.
            float expected = job.pictures().mask()[i] == 1
                    ? Math.round(0.5 * Math.round(job.pictures().product()[i] * 255)) / 255f
                    : job.pictures().maskedCrop()[i];
            assertThat(crop[i]).as("pixel " + i).isEqualTo(expected);
        }
    }

    @Test
    void cancelledJobLeavesTheQueueAndWhatRunsIsNotInterrupted() throws Exception {
        server.permits.drainPermits();
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<float[]> first = engine.submit(job(1, DenoiseJob.Watch.NONE));
        await().until(() -> server.waiting() == 1);
        CompletableFuture<float[]> second = engine.submit(job(2, new DenoiseJob.Watch(steps -> {}, cancelled::get)));
        await().until(() -> server.waiting() == 2);

        cancelled.set(true);
        assertThatThrownBy(() -> second.get(1, TimeUnit.MINUTES)).isInstanceOf(CancellationException.class);
        assertThat(server.waiting()).isEqualTo(1);
        server.permits.release(10);

        assertThat(first.get(1, TimeUnit.MINUTES)).isNotEmpty();
        assertThat(server.ran).hasSize(1);
        assertThat(server.calls).doesNotContain("POST /interrupt").contains("POST /queue");
    }

    @Test
    void interactiveJobGoesToTheFrontOfTheQueue() throws Exception {
        server.permits.drainPermits();
        CompletableFuture<float[]> bulk = engine.submit(job(1, Lane.LANE_BULK, DenoiseJob.Watch.NONE));
        await().until(() -> server.waiting() == 1);
        CompletableFuture<float[]> shopper = engine.submit(job(2, Lane.LANE_INTERACTIVE, DenoiseJob.Watch.NONE));
        await().until(() -> server.waiting() == 2);

        server.permits.release();

        assertThat(shopper.get(1, TimeUnit.MINUTES)).isNotEmpty();
        assertThat(bulk).isNotDone();
        server.permits.release();
        assertThat(bulk.get(1, TimeUnit.MINUTES)).isNotEmpty();
    }

    @Test
    void uploadsOfLaterJobsTakeThePlacesOfEarlierOnes() throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            painted(job(seed, DenoiseJob.Watch.NONE));
        }

        assertThat(server.uploads()).isEqualTo(3); // crop, mask and product of one job
    }

    @Test
    void resultIsFoundThoughTheWebSocketIsCut() throws Exception {
        painted(job(1, DenoiseJob.Watch.NONE));
        server.permits.drainPermits();
        CompletableFuture<float[]> job = engine.submit(job(2, DenoiseJob.Watch.NONE));
        await().until(() -> server.waiting() == 1);

        server.cutSockets();
        server.permits.release();

        assertThat(job.get(1, TimeUnit.MINUTES)).isNotEmpty();
    }

    @Test
    void serverThatDoesNotAnswerIsTheEnginesFault() {
        server.close();

        assertThat(codeOf(engine.submit(job(1, DenoiseJob.Watch.NONE)))).isEqualTo(FailureCode.ENGINE_UNAVAILABLE);
    }

    @Test
    void serverThatIsOutOfOrderIsTheEnginesFault() {
        server.breakDown();

        assertThat(codeOf(engine.submit(job(1, DenoiseJob.Watch.NONE)))).isEqualTo(FailureCode.ENGINE_UNAVAILABLE);
    }

    @Test
    void serverThatWasStartedAnewIsTheEnginesFault() {
        server.permits.drainPermits();
        CompletableFuture<float[]> job = engine.submit(job(1, DenoiseJob.Watch.NONE));
        await().until(() -> server.waiting() == 1);

        server.forgetAll();

        assertThat(codeOf(job)).isEqualTo(FailureCode.ENGINE_UNAVAILABLE);
    }

    @Test
    void serverWithoutMemorySaysSo() {
        server.failWith("torch.OutOfMemoryError: Allocation on device 0 would exceed allowed memory.");

        assertThat(codeOf(engine.submit(job(1, DenoiseJob.Watch.NONE)))).isEqualTo(FailureCode.OUT_OF_DEVICE_MEMORY);
    }

    @Test
    void workflowThatFailsSaysWhereAndWhy() {
        server.failWith("ValueError: too many dimensions");

        assertThatThrownBy(() -> painted(job(1, DenoiseJob.Watch.NONE)))
                .hasMessageContaining("too many dimensions")
                .hasMessageContaining("SaveImage");
    }

    @Test
    void pictureOfOtherSizeThanTheCanvasIsInvalid() throws IOException {
        use(WorkflowBundle.WORKFLOW
                .replace("{\"images\": [\"7\", 0]", "{\"images\": [\"5\", 0]")
                .replace("\"height\": 512, \"batch", "\"height\": 8, \"batch"));

        assertThat(codeOf(engine.submit(job(1, DenoiseJob.Watch.NONE)))).isEqualTo(FailureCode.MODEL_OUTPUT_INVALID);
    }

    @Test
    void workflowThatTheServerRefusesSaysWhy() throws IOException {
        use(WorkflowBundle.WORKFLOW.replace("\"ImageScale\"", "\"NodeOfNobody\""));

        assertThatThrownBy(() -> painted(job(1, DenoiseJob.Watch.NONE))).hasMessageContaining("NodeOfNobody");
    }

    @Test
    void workflowWithoutAnInputThatTheManifestNamesIsRefused() throws IOException {
        ExpertBundle lacking = WorkflowBundle.write(
                folder.resolve("other"), WorkflowBundle.WORKFLOW.replace("\"color\"", "\"colour\""), POLICY);

        assertThatThrownBy(() -> new ComfyEngine(server.url(), List.of(lacking)))
                .isInstanceOf(BundleRefusedException.class)
                .hasMessageContaining("5.color")
                .hasMessageContaining("seed");
    }

    private void use(String workflow) throws IOException {
        engine.close();
        bundle = WorkflowBundle.write(folder.resolve("changed"), workflow, POLICY);
        engine = new ComfyEngine(server.url(), List.of(bundle));
    }

    private static FailureCode codeOf(CompletableFuture<float[]> job) {
        Throwable why = catchThrowable(() -> job.get(1, TimeUnit.MINUTES));
        assertThat(why).cause().isInstanceOf(JobFailedOnDeviceException.class);
        return ((JobFailedOnDeviceException) Objects.requireNonNull(why.getCause())).code();
    }
}
