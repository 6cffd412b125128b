/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.platform.config.Configuration;
import dev.tryon.scheduler.SchedulerApp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The real scheduler on the test stack. */
public final class TestScheduler implements AutoCloseable {
    private final SchedulerApp app;

    public TestScheduler(TestStack stack, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(Map.of(
                "tryon.kafka.bootstrap.servers", stack.bootstrapServers(),
                "tryon.s3.endpoint", stack.s3().endpoint().toString(),
                "tryon.s3.access-key", stack.s3().accessKey(),
                "tryon.s3.secret-key", stack.s3().secretKey(),
                "tryon.s3.path-style", "true"));
        flags.putAll(Map.of(
                "tryon.scheduler.admin-host", "127.0.0.1",
                "tryon.scheduler.admin-port", "0",
                "tryon.scheduler.scaling.host", "127.0.0.1",
                "tryon.scheduler.scaling.port", "0"));
        flags.putAll(more);
        app = new SchedulerApp(Configuration.read(SchedulerApp.MAPPINGS, null, Map.of(), flags), Clock.systemUTC())
                .start();
    }

    @Override
    public void close() {
        app.close();
    }
}
