/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import picocli.CommandLine;

/** The mask command on its own; the command {@code tryon} mounts {@link MaskCommand} as {@code tryon mask}. */
public final class MaskMain {
    private MaskMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new MaskCommand())
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    commandLine.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
                    return 1;
                })
                .execute(args));
    }
}
