/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tryon experts samples}: the handful of pictures with which the demo runs. */
@Command(
        name = "samples",
        description = "Draws the sample persons and products of the demo. Always the same pictures.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class SamplesCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "Folder to write person-N.png and product-N.png to.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        DemoSamples.write(out);
        spec.commandLine().getOut().println(out);
        return 0;
    }
}
