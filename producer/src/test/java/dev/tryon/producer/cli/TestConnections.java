/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.producer.TestStack;
import java.nio.file.Path;
import java.util.Map;

/** Connections to the stack of the tests. */
public final class TestConnections {
    private TestConnections() {}

    public static StackConnection to(TestStack stack) {
        return StackConnection.resolve(Map.of(), environment(stack), Path.of("none"));
    }

    static Map<String, String> environment(TestStack stack) {
        return Map.of(
                "TRYON_KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "TRYON_S3_ENDPOINT", stack.s3().endpoint().toString(),
                "TRYON_S3_ACCESS_KEY", stack.s3().accessKey(),
                "TRYON_S3_SECRET_KEY", stack.s3().secretKey(),
                "TRYON_S3_BUCKET", TestStack.BUCKET);
    }
}
