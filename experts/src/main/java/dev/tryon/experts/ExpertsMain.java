/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts;

import dev.tryon.experts.figures.FiguresCommand;
import dev.tryon.experts.figures.SamplesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tryon experts …}: what a model team needs besides Python. */
@Command(
        name = "experts",
        description = "Drawn training pairs and sample pictures for the experts.",
        mixinStandardHelpOptions = true,
        subcommands = {FiguresCommand.class, SamplesCommand.class})
public final class ExpertsMain implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ExpertsMain()).execute(arguments));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
