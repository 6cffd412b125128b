/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL on a folder, as a child process that listens on 127.0.0.1 and trusts whoever connects: zonky's
 * packaged binaries. Data is there again after a restart on the same folder. When this JVM was killed the server lives
 * on; the next start on its folder ends it first.
 *
 * <p>Owned by whoever starts it; it has its folder for itself. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String NAME = "embedded PostgreSQL";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final DataFolder folder;
    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private boolean closed;

    private EmbeddedPostgres(DataFolder folder, io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts on any free port; see {@link #start(Path, int)}. */
    public static EmbeddedPostgres start(Path dataFolder) {
        return start(dataFolder, 0);
    }

    /**
     * Returns when clients can connect.
     *
     * @param port 0 takes any free one
     * @throws EmbeddedServerException when the folder or the port cannot be had; nothing is left running then
     */
    public static EmbeddedPostgres start(Path dataFolder, int port) {
        if (port != 0) {
            Ports.requireFree(port, NAME);
        }
        DataFolder folder = DataFolder.open(dataFolder);
        try {
            Path data = folder.path().resolve("data");
            endOrphan(data);
            var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.path().resolve("server").toFile())
                    .setPGStartupWait(START_LIMIT)
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on");
            if (port != 0) {
                builder.setPort(port);
            }
            EmbeddedPostgres postgres = new EmbeddedPostgres(folder, builder.start());
            LOG.atInfo()
                    .addKeyValue("url", postgres.jdbcUrl())
                    .addKeyValue("dataFolder", folder.path())
                    .log("embedded PostgreSQL started");
            return postgres;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw new EmbeddedServerException(NAME + " on " + folder.path() + " did not start: " + e.getMessage(), e);
        }
    }

    /** For user {@code postgres}; there is no password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + Ports.HOST + ":" + server.getPort() + "/postgres";
    }

    public String user() {
        return "postgres";
    }

    public int port() {
        return server.getPort();
    }

    /** Stops the server; does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("embedded PostgreSQL did not stop cleanly");
        }
        folder.close();
    }

    /** A server whose JVM was killed still holds its data; its first line in postmaster.pid is its process. */
    private static void endOrphan(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        Optional<ProcessHandle> orphan =
                lines.size() < 2 || !Path.of(lines.get(1)).equals(data)
                        ? Optional.empty()
                        : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(EmbeddedPostgres::isPostgres);
        if (orphan.isPresent()) {
            LOG.atInfo().addKeyValue("pid", orphan.get().pid()).log("ending the PostgreSQL of a JVM that was killed");
            orphan.get().destroy();
            awaitEnd(orphan.get());
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("postgres"))
                .orElse(false);
    }

    private static void awaitEnd(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an older server was stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + process.pid() + " holds the data and does not stop; end it", e);
        }
    }
}
