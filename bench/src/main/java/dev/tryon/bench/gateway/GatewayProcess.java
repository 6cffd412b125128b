/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.gateway;

import dev.tryon.bench.JavaProcess;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.producer.gateway.GatewayMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway with one tenant in a process of its own, as production runs it. Whoever starts it closes it. */
final class GatewayProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final JavaProcess process;
    private final int port;
    private final String key;

    private GatewayProcess(JavaProcess process, int port, String key) {
        this.process = process;
        this.port = port;
        this.key = key;
    }

    /** Returns when it lets requests in. */
    static GatewayProcess start(Path folder, String bootstrapServers) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        int admin = JavaProcess.freePort();
        String key = ApiKeys.fresh(new SecureRandom());
        List<String> arguments = new ArrayList<>();
        Map.of(
                        "tryon.kafka.bootstrap.servers", bootstrapServers,
                        // Nothing reads or writes a picture here.
                        "tryon.s3.endpoint", "http://127.0.0.1:9",
                        "tryon.s3.access-key", "bench",
                        "tryon.s3.secret-key", "bench",
                        "tryon.s3.buckets.shop", "shop-pictures",
                        "tryon.gateway.port", Integer.toString(port),
                        "tryon.gateway.admin-port", Integer.toString(admin),
                        "tryon.gateway.tenants.shop.keys", ApiKeys.hash(key),
                        "tryon.gateway.tenants.shop.rate", "1000000")
                .forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        JavaProcess process = JavaProcess.start(
                GatewayMain.class,
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=4"),
                arguments,
                folder.resolve("gateway.log"));
        GatewayProcess gateway = new GatewayProcess(process, port, key);
        try {
            process.awaitOk(URI.create("http://127.0.0.1:" + admin + "/health/ready"), START);
            return gateway;
        } catch (IOException | InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    /** Its tenant's. */
    String key() {
        return key;
    }

    @Override
    public void close() {
        process.close();
    }
}
