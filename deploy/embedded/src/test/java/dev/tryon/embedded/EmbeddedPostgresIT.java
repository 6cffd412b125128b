/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    @TempDir
    private Path folder;

    @Test
    void continuesWhereItStoppedAndLeavesNoThread() throws SQLException {
        unpackBinaries();
        Set<Thread> before = Threads.alive();
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder)) {
            run(first, "create table kept (word text)");
            run(first, "insert into kept values ('still here')");
        }
        EmbeddedPostgres again = EmbeddedPostgres.start(folder);
        assertThat(word(again)).isEqualTo("still here");
        again.close();
        again.close();
        Threads.awaitNoneMoreThan(before);
    }

    @Test
    void endsTheServerOfJvmThatWasKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledPostgres.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Path ready = folder.resolve("ready");
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> Files.exists(ready));
        jvm.destroyForcibly().waitFor();
        long orphan = Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(0)
                .strip());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (EmbeddedPostgres again = EmbeddedPostgres.start(folder)) {
            assertThat(word(again)).isEqualTo("committed");
        }
    }

    @Test
    void refusesFolderInUse() {
        try (EmbeddedPostgres running = EmbeddedPostgres.start(folder)) {
            assertThat(running.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("in use by this very process");
        }
    }

    /**
     * The first start on a machine unpacks the binaries through the JDK's pool for asynchronous files, whose unnamed
     * threads stay idle for a minute; no later start does.
     */
    private void unpackBinaries() {
        EmbeddedPostgres.start(folder).close();
    }

    static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "")) {
            connection.createStatement().execute(sql);
        }
    }

    private static String word(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "");
                ResultSet row = connection.createStatement().executeQuery("select word from kept")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
