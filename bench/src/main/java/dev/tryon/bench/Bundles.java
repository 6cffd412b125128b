/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where the expert bundles of a bench are. Stateless. */
public final class Bundles {
    private Bundles() {}

    /**
     * @param chosen by whoever runs the bench; null: the project's
     * @throws ParameterException when nothing says where they are
     */
    public static Path folder(CommandSpec spec, @Nullable Path chosen) {
        return chosen != null
                ? chosen.toAbsolutePath()
                : Optional.ofNullable(System.getenv("TRYON_HOME"))
                        .map(home -> Path.of(home, "experts"))
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "--bundles is not given and TRYON_HOME is not set; name the folder of bundles"));
    }
}
