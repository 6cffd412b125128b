/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text in {@code src/test/resources} that must not change by accident. What changes it on purpose records it with
 * {@code mvn -f proto/pom.xml test -Dtryon.snapshots=record}, and the difference is then read in the commit.
 */
public final class Snapshot {
    private static final String PROPERTY = "tryon.snapshots";
    private static final Path FOLDER = Path.of("src", "test", "resources");

    private Snapshot() {}

    /** Compares a text with the recorded one, or records it. */
    public static void check(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if ("record".equals(System.getProperty(PROPERTY))) {
                Files.createDirectories(FOLDER.resolve(name).toAbsolutePath().getParent());
                Files.writeString(file, actual, UTF_8);
            }
            assertThat(file).exists();
            assertThat(actual)
                    .as("%s; if the change is meant, record it with -D%s=record", name, PROPERTY)
                    .isEqualTo(Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file, e);
        }
    }
}
