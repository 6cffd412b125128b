/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.start;

import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.worker.BenchStack;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A worker out of an image's root folder beside a real broker and S3 endpoint. Whoever starts it closes it. */
public final class ImageRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BenchStack stack;
    private final ImageService worker;

    private ImageRun(BenchStack stack, ImageService worker) {
        this.stack = stack;
        this.worker = worker;
    }

    /**
     * Starts the worker as a cluster would and returns when it is ready.
     *
     * @param stack not closed with this
     * @param log gets what the worker says
     */
    public static ImageRun start(ImageRoot root, BenchStack stack, Path log) throws IOException, InterruptedException {
        return new ImageRun(stack, ImageService.start(root, "worker", settings(stack), log));
    }

    /** The same with the builder's rights and other options, to write an archive of classes. */
    static ImageRun rehearse(ImageRoot root, String optionFile, BenchStack stack, Path log)
            throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        ProcessBuilder prepared = root.asItsBuilder(optionFile, arguments(stack, port));
        return new ImageRun(stack, ImageService.started(prepared, port, log));
    }

    /** What a worker of the image is told, so that it works for a stack and listens on the loopback. */
    public static List<String> arguments(BenchStack stack, int adminPort) {
        return ImageService.arguments("worker", settings(stack), adminPort);
    }

    private static Map<String, String> settings(BenchStack stack) {
        Map<String, String> settings = new HashMap<>(stack.settings());
        settings.put("tryon.worker.id", "image-run"); // a bare root has no /etc/hosts to tell a name
        settings.put("tryon.worker.bundles", "/app/experts");
        return settings;
    }

    /** From the process's start to the first yes of {@code /health/ready}. */
    public Duration startToReady() {
        return worker.startToReady();
    }

    /** Submits a try-on of a top and returns how it ended. */
    public TryOnEvent tryOn() throws InterruptedException {
        return tryOn(stack);
    }

    /** The same for a worker that somebody else has started. */
    public static TryOnEvent tryOn(BenchStack stack) throws InterruptedException {
        BenchStack.Sample sample = stack.samples().get(0);
        try (TryOnClient client = new TryOnClient(
                        stack.kafka(), stack.kafka().producer("image-run"), "/tryon/image-run", Clock.systemUTC());
                TryOnResults results =
                        TryOnResults.listen(ResultsReader.open(stack.kafka().reader("image-run"), ReadFrom.now()))) {
            var request = TryOnRequests.forTenant("image-run")
                    .subject(sample.person())
                    .step(Expert.EXPERT_TOP, sample.product(), step -> {})
                    .output("s3://" + BenchStack.BUCKET + "/results")
                    .build();
            try (Expectation end = results.expect(request.getRequestId(), event -> {})) {
                client.submit(request).join();
                return end.await(PATIENCE).orElseThrow();
            }
        }
    }

    /** Stops the worker as a cluster does and returns its exit code. */
    public int stop() throws InterruptedException {
        return worker.stop();
    }

    @Override
    public void close() {
        worker.close();
    }
}
