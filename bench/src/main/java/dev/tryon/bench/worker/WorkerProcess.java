/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.Machine;
import dev.tryon.bench.ServiceMetrics;
import dev.tryon.worker.WorkerMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A worker in a process of its own, as production runs it. Whoever starts it closes it.
 *
 * @param process that it runs in
 * @param ready where it says whether it is ready
 */
record WorkerProcess(JavaProcess process, URI ready) implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    /** Returns when the worker says that it is ready. */
    static WorkerProcess start(Map<String, String> settings, Path log) throws IOException, InterruptedException {
        return start(WorkerMain.class, List.of(), settings, log);
    }

    /**
     * Returns when the worker says that it is ready.
     *
     * @param main takes the options of {@code tryon worker} after the arguments
     */
    static WorkerProcess start(Class<?> main, List<String> arguments, Map<String, String> settings, Path log)
            throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        List<String> all = new ArrayList<>(arguments);
        settings.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        all.addAll(List.of("--set", "tryon.worker.admin-host=127.0.0.1"));
        all.addAll(List.of("--set", "tryon.worker.admin-port=" + port));
        WorkerProcess worker = new WorkerProcess(
                JavaProcess.start(main, List.of("-Xmx1g"), all, log),
                URI.create("http://127.0.0.1:" + port + "/health/ready"));
        try {
            worker.process.awaitOk(worker.ready, START);
            DeviceCore.keepDevice(worker.process.pid());
            return worker;
        } catch (IOException | InterruptedException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /** Denoise steps so far, each counted once for every job that took it. */
    double jobSteps() throws IOException, InterruptedException {
        return ServiceMetrics.sum(ready, line -> line.startsWith("tryon_worker_denoise_batch_sum"));
    }

    /** Seconds for which its device has taken steps. */
    double busySeconds() throws IOException, InterruptedException {
        return ServiceMetrics.sum(ready, line -> line.startsWith("tryon_worker_device_busy"));
    }

    /** Memory of the worker in mebibytes. */
    double residentMebibytes() {
        return Machine.residentMebibytes(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
