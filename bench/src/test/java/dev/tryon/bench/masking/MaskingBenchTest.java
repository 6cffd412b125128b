/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.masking;

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
class MaskingBenchTest {
    @TempDir
    private Path folder;

    @Test
    void printsATableAndWritesFiguresForMachines() throws Exception {
        StringWriter out = new StringWriter();
        Path json = folder.resolve("figures.json");

        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute("masking", "--quick", "--json", json.toString());

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("evidence + mask + crop");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        for (String size : new String[] {"0_8mp", "1_6mp", "24mp"}) {
            assertThat(figures.path("evidence_mask_crop_" + size + "_ms").asDouble())
                    .isPositive();
            assertThat(figures.path("stitch_" + size + "_ms_per_megapixel").asDouble())
                    .isPositive();
        }
        assertThat(figures.path("machine").path("cores").asInt()).isPositive();
    }

    @Test
    void watchesMemoryAndWritesFiguresForMachines() throws Exception {
        StringWriter out = new StringWriter();
        Path json = folder.resolve("figures.json");

        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute("masking-memory", "--images", "20", "--json", json.toString());

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("20 of 20 pictures prepared").contains("MiB per 1000 pictures");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.has("native_growth_mib_per_1000_images")).isTrue();
        assertThat(figures.has("heap_growth_mib_per_1000_images")).isTrue();
        assertThat(figures.path("resident_mib_end").asDouble()).isPositive();
    }

    @Test
    void refusesTooFewPicturesToSeeMemoryGrow() {
        StringWriter err = new StringWriter();

        int exit = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(err, true))
                .execute("masking-memory", "--images", "9");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--images must be 10 or more, is 9");
    }

    @Test
    void refusesNonsense() {
        StringWriter err = new StringWriter();

        int exit = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(err, true))
                .execute("masking", "--rounds", "0");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--rounds");
    }
}
