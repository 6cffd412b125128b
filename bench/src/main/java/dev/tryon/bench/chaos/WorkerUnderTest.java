/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.bench.chaos.sabotage.Sabotage;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.service.ServiceProcess;
import dev.tryon.worker.WorkerApp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker as {@code tryon worker} runs it, but with a clock that can be put forward, and with a promise broken where the
 * harness proves itself: sabotage, clock file, then configuration as {@code key=value}.
 */
final class WorkerUnderTest {
    private WorkerUnderTest() {}

    public static void main(String[] arguments) throws InterruptedException {
        Sabotage sabotage = Sabotage.valueOf(arguments[0]);
        Map<String, String> settings = new HashMap<>();
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            int equals = setting.indexOf('=');
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Configuration configuration = Configuration.read(WorkerApp.MAPPINGS, null, Map.of(), settings);
        System.exit(ServiceProcess.runUntilStopped(
                new WorkerApp(configuration, new MovableClock(Path.of(arguments[1])), sabotage.decorators())));
    }
}
