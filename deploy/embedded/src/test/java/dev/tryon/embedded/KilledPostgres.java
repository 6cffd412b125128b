/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a server, commits something and waits to be killed. */
final class KilledPostgres {
    private KilledPostgres() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
        EmbeddedPostgresIT.run(postgres, "create table kept (word text)");
        EmbeddedPostgresIT.run(postgres, "insert into kept values ('committed')");
        Files.createFile(folder.resolve("ready"));
        new CountDownLatch(1).await();
    }
}
