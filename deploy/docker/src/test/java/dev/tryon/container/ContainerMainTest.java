/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ContainerMainTest {

    /** This module's tests have the class paths of all services. */
    @Test
    void everyCommandIsThere() {
        assertThat(ContainerMain.commandLine().getSubcommands().keySet())
                .containsExactlyInAnyOrderElementsOf(ContainerMain.COMMANDS.keySet());
    }

    @Test
    void saysWhatThisImageHasWhenAskedForAnotherCommand() {
        StringWriter told = new StringWriter();
        CommandLine tryon = ContainerMain.commandLine().setErr(new PrintWriter(told));

        int code = tryon.execute("paint");

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(told.toString()).contains("worker").contains("topics");
    }

    @Test
    void runsACommandAndReturnsItsExitCode() {
        StringWriter told = new StringWriter();

        int code = ContainerMain.commandLine().setErr(new PrintWriter(told)).execute("worker");

        assertThat(code).isEqualTo(78);
    }
}
