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
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A worker out of an image's root folder beside a real broker and S3 endpoint. Whoever starts it closes it. */
public final class ImageRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BenchStack stack;
    private final JavaProcess worker;
    private final Duration startToReady;

    private ImageRun(BenchStack stack, JavaProcess worker, Duration startToReady) {
        this.stack = stack;
        this.worker = worker;
        this.startToReady = startToReady;
    }

    /**
     * Starts the worker as a cluster would and returns when it is ready.
     *
     * @param stack not closed with this
     * @param log gets what the worker says
     */
    public static ImageRun start(ImageRoot root, BenchStack stack, Path log) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        return started(stack, root.asInACluster(arguments(stack, port)), port, log);
    }

    /** The same with the builder's rights and other options, to write an archive of classes. */
    static ImageRun rehearse(ImageRoot root, String optionFile, BenchStack stack, Path log)
            throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        return started(stack, root.asItsBuilder(optionFile, arguments(stack, port)), port, log);
    }

    private static ImageRun started(BenchStack stack, ProcessBuilder prepared, int port, Path log)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        JavaProcess worker = JavaProcess.start(prepared, log);
        try {
            worker.awaitOk(URI.create("http://127.0.0.1:" + port + "/health/ready"), PATIENCE);
            return new ImageRun(stack, worker, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException | InterruptedException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    private static List<String> arguments(BenchStack stack, int port) {
        List<String> arguments = new ArrayList<>(List.of("worker"));
        arguments.addAll(List.of("--set", "tryon.worker.id=image-run")); // a bare root has no /etc/hosts to tell a name
        stack.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "tryon.worker.bundles=/app/experts"));
        arguments.addAll(List.of("--set", "tryon.worker.admin-host=127.0.0.1"));
        arguments.addAll(List.of("--set", "tryon.worker.admin-port=" + port));
        return arguments;
    }

    /** From the process's start to the first yes of {@code /health/ready}. */
    public Duration startToReady() {
        return startToReady;
    }

    /** Submits a try-on of a top and returns how it ended. */
    public TryOnEvent tryOn() throws InterruptedException {
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
        return worker.terminate(PATIENCE);
    }

    @Override
    public void close() {
        worker.close();
    }
}
