/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder that is gone with all that is in it when closed. */
public record ScratchFolder(Path path) implements AutoCloseable {

    public static ScratchFolder create() {
        try {
            return new ScratchFolder(Files.createTempDirectory("tryon-"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder; set java.io.tmpdir or free some space", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
