/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.approval;

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

/** That the bench runs and says what it measured, and that every queue is read from an index; never how fast. */
class ApprovalBenchIT {
    @TempDir
    private Path folder;

    @Test
    void runsTheServiceAndWritesFiguresForMachines() throws Exception {
        StringWriter out = new StringWriter();
        Path json = folder.resolve("figures.json");

        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute(
                        "approval",
                        "--results",
                        "3000",
                        "--items",
                        "30000",
                        "--pages",
                        "35",
                        "--json",
                        json.toString());

        assertThat(exit).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("ingest_per_second").asDouble()).isPositive();
        assertThat(figures.path("queue_page_p95_ms").asDouble()).isPositive();
        assertThat(figures.path("queue_plans_without_index").asInt(-1)).isZero();
        assertThat(out.toString())
                .containsPattern("items in the ledger +30000 ")
                .contains("Index Scan using item_queue on item", "Execution Time");
    }

    @Test
    void refusesNonsense() {
        StringWriter err = new StringWriter();

        int exit = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(err, true))
                .execute("approval", "--results", "5");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--results");
    }
}
