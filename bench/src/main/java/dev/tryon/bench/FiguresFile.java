/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --json} that every bench has. */
public final class FiguresFile {

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures here too.")
    private @Nullable Path json;

    /** Does nothing where no file was named. */
    public void write(Report report) throws IOException {
        if (json != null) {
            report.write(json);
        }
    }

    /** A file beside the figures; none where no file was named. */
    public Optional<Path> sibling(String name) {
        return Optional.ofNullable(json).map(file -> file.resolveSibling(name));
    }
}
