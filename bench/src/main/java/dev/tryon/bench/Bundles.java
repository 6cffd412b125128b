/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --bundles}: where the expert bundles of a bench are. */
@SuppressWarnings("NullAway.Init")
public final class Bundles {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec bench;

    @Option(names = "--bundles", paramLabel = "DIR", description = "Expert bundles; default: the project's.")
    private @Nullable Path chosen;

    /** @throws ParameterException when nothing says where they are */
    public Path folder() {
        return chosen != null
                ? chosen.toAbsolutePath()
                : Optional.ofNullable(System.getenv("TRYON_HOME"))
                        .map(home -> Path.of(home, "experts"))
                        .orElseThrow(() -> new ParameterException(
                                bench.commandLine(),
                                "--bundles is not given and TRYON_HOME is not set; name the folder of bundles"));
    }
}
