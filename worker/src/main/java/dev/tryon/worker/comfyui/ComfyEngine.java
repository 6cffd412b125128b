/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.platform.lifecycle.Threads;
import dev.tryon.v1.FailureCode;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import dev.tryon.worker.diffusion.DenoiseJob;
import dev.tryon.worker.diffusion.Engine;
import dev.tryon.worker.diffusion.JobFailedOnDeviceException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Paints with workflows on a ComfyUI server. A job's crop, mask and product are uploaded, the workflow is queued with them in
 * their places, and the picture that its output node saves is the crop. The server works on one prompt at a time in the
 * order of its queue; interactive jobs are queued at its front. A cancelled job leaves the queue; one that runs already runs
 * to its end for nobody, since a server can only interrupt whatever runs.
 *
 * <p>Thread-safe; owns the connections and a thread per job under way, {@code comfyui-N}.
 */
public final class ComfyEngine implements Engine {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Map<String, Expert> experts = new HashMap<>();
    private final ComfyClient client;
    private final ComfyProgress progress;
    private final LentNumbers numbers = new LentNumbers();
    private final AtomicLong threads = new AtomicLong();
    private final AtomicLong painted = new AtomicLong();
    private final String name = "tryon-" + UUID.randomUUID();
    private final ExecutorService jobs =
            Executors.newCachedThreadPool(task -> new Thread(task, "comfyui-" + threads.incrementAndGet()));

    private record Expert(BundleManifest manifest, Workflow workflow) {}

    /**
     * Asks nothing of the server yet.
     *
     * @param server as {@code http://gpu-1:8188}
     * @throws dev.tryon.worker.bundle.BundleRefusedException when a bundle's workflow is none
     */
    public ComfyEngine(URI server, Collection<ExpertBundle> bundles) {
        for (ExpertBundle bundle : bundles) {
            experts.put(bundle.manifest().expert(), new Expert(bundle.manifest(), Workflow.of(bundle)));
        }
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        this.client = new ComfyClient(http, server, name);
        this.progress = new ComfyProgress(http, server, name);
    }

    @Override
    public CompletableFuture<float[]> submit(DenoiseJob job) {
        Expert expert = experts.get(job.expert());
        if (expert == null) {
            throw new IllegalArgumentException("no expert " + job.expert() + " here; there are " + experts.keySet());
        }
        CompletableFuture<float[]> crop = new CompletableFuture<>();
        try {
            jobs.execute(() -> paint(expert, job, crop));
        } catch (RejectedExecutionException e) {
            crop.cancel(false); // closed
        }
        return crop;
    }

    /** It has no thread that could die unseen: a server that does not answer fails the job that asks. */
    @Override
    public boolean alive() {
        return !jobs.isShutdown();
    }

    /** Crops painted so far. */
    @Override
    public long steps() {
        return painted.get();
    }

    @Override
    public void close() {
        Threads.end(jobs, Duration.ofSeconds(30), "a job on the ComfyUI server");
        progress.close();
    }

    private void paint(Expert expert, DenoiseJob job, CompletableFuture<float[]> crop) {
        try {
            float[] result = paint(expert, job);
            painted.incrementAndGet();
            crop.complete(result);
        } catch (CancellationException | InterruptedException e) {
            crop.cancel(false);
        } catch (RuntimeException e) {
            crop.completeExceptionally(e);
        }
    }

    private float[] paint(Expert expert, DenoiseJob job) throws InterruptedException {
        progress.connect();
        int number = numbers.lend();
        try {
            ObjectNode workflow = expert.workflow.with(values(expert, job, number));
            String wanted = UUID.randomUUID().toString();
            try (ComfyProgress.Followed followed =
                    progress.follow(wanted, job.watch().progress())) {
                String prompt = client.queue(workflow, wanted, job.interactive());
                followed.isCalled(prompt);
                return ended(expert, job, prompt, followed);
            }
        } finally {
            numbers.giveBack(number);
        }
    }

    private Map<String, Object> values(Expert expert, DenoiseJob job, int number) throws InterruptedException {
        BundleManifest.Size canvas = expert.manifest.canvas();
        DenoiseJob.Pictures pictures = job.pictures();
        Map<String, Object> values = new HashMap<>(Map.of(
                "seed", job.settings().seed(),
                "steps", job.settings().steps(),
                "guidance", job.settings().guidance(),
                "strength", job.settings().strength()));
        Map<String, float[]> planes = Map.of(
                "masked_crop", pictures.maskedCrop(),
                "mask", pictures.mask(),
                "product", pictures.product(),
                "placed", pictures.placed());
        for (Map.Entry<String, float[]> plane : planes.entrySet()) {
            if (expert.workflow.wants(plane.getKey())) {
                BundleManifest.Size size = plane.getKey().equals("product") ? expert.manifest.product() : canvas;
                // Numbers come back, so that the server's folder does not grow with the jobs.
                values.put(
                        plane.getKey(),
                        client.upload(
                                name + "-" + number + "-" + plane.getKey() + ".png",
                                CropPng.encode(plane.getValue(), size.width(), size.height())));
            }
        }
        return values;
    }

    private float[] ended(Expert expert, DenoiseJob job, String prompt, ComfyProgress.Followed followed)
            throws InterruptedException {
        try {
            while (!job.watch().cancelled().getAsBoolean()) {
                Optional<JsonNode> entry = client.history(prompt);
                if (entry.isPresent()) {
                    return crop(expert, entry.get());
                }
                // Looked for a second time, since it may have ended between the two looks.
                if (!client.isQueued(prompt) && client.history(prompt).isEmpty()) {
                    throw new JobFailedOnDeviceException(
                            FailureCode.ENGINE_UNAVAILABLE,
                            "the ComfyUI server does not know prompt " + prompt + " any more; was it started anew?",
                            null);
                }
                followed.await(LOOK);
            }
            client.unqueue(prompt);
            throw new CancellationException("cancelled");
        } catch (InterruptedException e) {
            client.unqueue(prompt);
            throw e;
        }
    }

    private float[] crop(Expert expert, JsonNode entry) throws InterruptedException {
        JsonNode status = entry.path("status");
        if (!status.path("status_str").asText("success").equals("success")) {
            throw PromptFailure.of(status.path("messages"));
        }
        JsonNode image = entry.path("outputs")
                .path(expert.workflow.output())
                .path("images")
                .path(0);
        if (image.isMissingNode()) {
            throw new IllegalStateException("node " + expert.workflow.output()
                    + " of the workflow has saved no picture: " + entry.path("outputs"));
        }
        BundleManifest.Size canvas = expert.manifest.canvas();
        return CropPng.decode(client.view(image), canvas.width(), canvas.height())
                .orElseThrow(() -> new JobFailedOnDeviceException(
                        FailureCode.MODEL_OUTPUT_INVALID,
                        "the workflow's picture is not " + canvas.width() + "×" + canvas.height()
                                + " pixels, which the bundle's canvas says; mend the workflow",
                        null));
    }
}
