/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.scheduler;

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
class SchedulerBenchIT {
    @TempDir
    private Path folder;

    @Test
    void releasesASmallManifestAndWritesFiguresForMachines() throws Exception {
        StringWriter out = new StringWriter();
        Path json = folder.resolve("figures.json");

        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute("scheduler", "--rows", "9000", "--small", "40", "--json", json.toString());

        assertThat(exit).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        for (String name : new String[] {"release_rows_per_second", "release_peak_heap_mib", "fairness_ratio"}) {
            assertThat(figures.path(name).asDouble()).as(name).isPositive();
        }
        assertThat(out.toString()).contains("released, of 9000 rows", "over twice the time alone");
    }

    @Test
    void refusesNonsense() {
        StringWriter err = new StringWriter();

        int exit = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(err, true))
                .execute("scheduler", "--rows", "0");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--rows", "0");
    }
}
