/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ContainerMainTest {

    /** This module's tests have the class paths of all services. */
    @Test
    void everyCommandIsThere() {
        assertThat(ContainerMain.commandLine().getSubcommands().keySet())
                .containsAll(ContainerMain.COMMANDS.keySet())
                .hasSize(ContainerMain.COMMANDS.size() + 1);
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
    void healthSaysWhetherAServiceIsReady() throws IOException {
        HttpServer admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        admin.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        admin.start();
        String address = "http://127.0.0.1:" + admin.getAddress().getPort();
        try {
            assertThat(health(address + "/health/ready")).isZero();
            assertThat(health(address + "/elsewhere")).isEqualTo(1);
        } finally {
            admin.stop(0);
        }
        assertThat(health(address + "/health/ready")).isEqualTo(1);
    }

    private static int health(String address) {
        return ContainerMain.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("health", address);
    }

    @Test
    void runsACommandAndReturnsItsExitCode() {
        StringWriter told = new StringWriter();

        int code = ContainerMain.commandLine().setErr(new PrintWriter(told)).execute("worker");

        assertThat(code).isEqualTo(78);
    }
}
