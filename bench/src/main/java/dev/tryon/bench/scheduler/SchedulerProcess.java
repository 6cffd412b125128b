/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.scheduler;

import dev.tryon.scheduler.SchedulerMain;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A scheduler in a process of its own, with a heap of 256 MiB. Whoever starts it closes it. */
final class SchedulerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final double MEBIBYTE = 1 << 20;

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    private SchedulerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Returns when it is ready. */
    static SchedulerProcess start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                SchedulerMain.class.getName()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        command.addAll(List.of(
                "--set", "tryon.scheduler.admin-port=" + port, "--set", "tryon.scheduler.scaling.port=" + freePort()));
        Path log = folder.resolve("scheduler.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SchedulerProcess scheduler = new SchedulerProcess(process, log, port);
        try {
            scheduler.awaitReady();
            return scheduler;
        } catch (IOException | InterruptedException | RuntimeException e) {
            scheduler.close();
            throw e;
        }
    }

    /** What its heap holds now, garbage included. */
    double heapMebibytes() throws IOException, InterruptedException {
        return http.send(request("/metrics"), HttpResponse.BodyHandlers.ofString())
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / MEBIBYTE;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IOException("the scheduler ended with " + process.exitValue() + ": " + Files.readString(log));
            }
            try {
                if (http.send(request("/health/ready"), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
        }
        throw new IOException("the scheduler is not ready after " + START + ": " + Files.readString(log));
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
