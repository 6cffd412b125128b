/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.scheduler;

import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.ServiceMetrics;
import dev.tryon.scheduler.SchedulerMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scheduler in a process of its own, with a heap of 256 MiB. Whoever starts it closes it.
 *
 * @param admin where its health and metrics are
 */
record SchedulerProcess(JavaProcess process, URI admin) implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final double MEBIBYTE = 1 << 20;

    /** Returns when it is ready. */
    static SchedulerProcess start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of("--set", "tryon.scheduler.admin-port=" + port));
        arguments.addAll(List.of("--set", "tryon.scheduler.scaling.port=" + JavaProcess.freePort()));
        SchedulerProcess scheduler = new SchedulerProcess(
                JavaProcess.start(
                        SchedulerMain.class,
                        List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
                        arguments,
                        folder.resolve("scheduler.log")),
                URI.create("http://127.0.0.1:" + port));
        try {
            scheduler.process.awaitOk(scheduler.admin.resolve("/health/ready"), START);
            return scheduler;
        } catch (IOException | InterruptedException | RuntimeException e) {
            scheduler.close();
            throw e;
        }
    }

    /** What its heap holds now, garbage included. */
    double heapMebibytes() throws IOException, InterruptedException {
        return ServiceMetrics.sum(
                        admin, line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                / MEBIBYTE;
    }

    @Override
    public void close() {
        process.close();
    }
}
