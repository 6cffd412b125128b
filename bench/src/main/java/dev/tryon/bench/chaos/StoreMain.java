/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An image store in a process of its own: folder, port and bucket. Runs until it is stopped. */
final class StoreMain {
    private StoreMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedS3 s3 =
                EmbeddedS3.start(EmbeddedS3Config.of(Path.of(arguments[0])).withPort(Integer.parseInt(arguments[1])));
        s3.createBucket(arguments[2]);
        Runtime.getRuntime().addShutdownHook(new Thread(s3::close, "stop"));
        new CountDownLatch(1).await();
    }
}
