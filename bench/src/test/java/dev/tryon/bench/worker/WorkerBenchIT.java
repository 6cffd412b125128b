/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.bench.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That the bench runs and says what it measured; never how fast. */
class WorkerBenchIT {
    @TempDir
    private Path folder;

    @Test
    void runsAWorkerAndWritesFiguresForMachines() throws Exception {
        StringWriter out = new StringWriter();
        Path json = folder.resolve("figures.json");
        Path bundle = Path.of("..", "experts", "top");

        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute("worker", "--quick", "--bundle", bundle.toString(), "--json", json.toString());

        assertThat(exit).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        for (String name :
                new String[] {"efficiency", "interactive_p95_ratio", "interactive_throughput_ratio", "rss_growth"}) {
            assertThat(figures.path(name).asDouble()).as(name).isPositive();
        }
        assertThat(out.toString()).contains("bare denoise loop, batch 1");
    }

    @Test
    void refusesNonsense() {
        StringWriter err = new StringWriter();

        int exit = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(err, true))
                .execute("worker", "--steps", "0");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--steps");
    }
}
