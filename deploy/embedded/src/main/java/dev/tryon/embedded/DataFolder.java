/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's folder, held for it alone while this is open. The lock belongs to the process, so the operating system
 * lifts it when the process is killed; the process id that stands in the lock file is only there to be shown to the
 * next one that asks. Owned by one server; thread-safe.
 */
final class DataFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final String LOCK_FILE = ".embedded.lock";

    /**
     * What this JVM holds. Static because a POSIX file lock is the process's own: opening and closing the lock file once
     * more in the same process would lift it, so a second owner must be turned away before it touches the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates the folder where it is missing and locks it. */
    static DataFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            path = Files.createDirectories(path).toRealPath();
            if (!HELD.add(path)) {
                throw inUse(path, "this very process");
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
        try {
            return new DataFolder(path, lock(path));
        } catch (IOException e) {
            HELD.remove(path);
            throw unusable(path, e);
        } catch (RuntimeException e) {
            HELD.remove(path);
            throw e;
        }
    }

    /** Absolute, without links. */
    Path path() {
        return path;
    }

    /** Unlocks the folder; what is in it stays. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            closeQuietly(channel);
            HELD.remove(path);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve(LOCK_FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(path, holder(file));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static String holder(Path lockFile) throws IOException {
        String processId = Files.readString(lockFile, UTF_8).strip();
        return processId.isEmpty() ? "another process" : "process " + processId;
    }

    private static EmbeddedServerException inUse(Path path, String holder) {
        return new EmbeddedServerException(
                "data folder " + path + " is in use by " + holder + ": stop that first, or name another data folder",
                null);
    }

    private static EmbeddedServerException unusable(Path path, @Nullable IOException cause) {
        return new EmbeddedServerException(
                "cannot use data folder " + path + " (" + cause + "): make it a writable folder, or name another",
                cause);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("could not close the lock file of a data folder");
        }
    }
}
