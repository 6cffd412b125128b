/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.start;

import dev.tryon.bench.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service out of an image's root folder, ready. Whoever starts it closes it. Used by one thread. */
public final class ImageService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final JavaProcess process;
    private final Duration startToReady;

    private ImageService(JavaProcess process, Duration startToReady) {
        this.process = process;
        this.startToReady = startToReady;
    }

    /**
     * Starts a service as a cluster would and returns when it is ready.
     *
     * @param service as the image's command names it, and its part of the configuration: {@code gateway}
     * @param settings full keys and values, its admin port's excluded
     * @param log gets what it says
     */
    public static ImageService start(ImageRoot root, String service, Map<String, String> settings, Path log)
            throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        return started(root.asInACluster(arguments(service, settings, port)), port, log);
    }

    static ImageService started(ProcessBuilder prepared, int adminPort, Path log)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        JavaProcess process = JavaProcess.start(prepared, log);
        try {
            process.awaitOk(URI.create("http://127.0.0.1:" + adminPort + "/health/ready"), PATIENCE);
            return new ImageService(process, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    static List<String> arguments(String service, Map<String, String> settings, int adminPort) {
        String own = "tryon." + service + ".";
        List<String> arguments = new ArrayList<>(List.of(service));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", own + "admin-host=127.0.0.1"));
        arguments.addAll(List.of("--set", own + "admin-port=" + adminPort));
        return arguments;
    }

    /** From the process's start to the first yes of {@code /health/ready}. */
    public Duration startToReady() {
        return startToReady;
    }

    /** Stops it as a cluster does and returns its exit code. */
    public int stop() throws InterruptedException {
        return process.terminate(PATIENCE);
    }

    @Override
    public void close() {
        process.close();
    }
}
