/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.experts.figures.DemoSamples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What Python makes is what Java runs: from drawn pairs, by one command, to a painted photo. */
@SuppressWarnings("NullAway.Init")
class TrainingIT {

    @TempDir
    Path folder;

    private TorchPython python;

    @BeforeEach
    void find() throws InterruptedException {
        python = TorchPython.orSkip();
    }

    @Test
    void selfChecksPass() throws Exception {
        python.run(folder.resolve("log"), "-m", "unittest", "discover", "-p", "test_*.py");
    }

    /** The command ends with 1, and the test fails, when the expert is not better than all that needs no learning. */
    @Test
    void oneCommandMakesExpertThatBeatsBaselinesAndPaints() throws Exception {
        Path run = folder.resolve("run").toAbsolutePath();

        String said = python.run(
                folder.resolve("log"),
                "retrain.py",
                "--expert",
                "eye",
                "--out",
                run.toString(),
                "--pairs",
                "64",
                "--fresh",
                "16",
                "--steps",
                "80",
                "--threads",
                "1");

        assertThat(said).contains("over the best that needs no learning");
        paintsWith(run, "eye");
    }

    @Test
    void expertOfCatVtonsShapePaintsInTheWorker() throws Exception {
        python.run(
                folder.resolve("log"),
                "export_catvton.py",
                "--like",
                "../top",
                "--random",
                "1",
                "--tiny",
                "--dtype",
                "float32",
                "--out",
                folder.resolve("bundles").resolve("top").toAbsolutePath().toString());

        paintsWith(folder.resolve("bundles"), "top");
    }

    private void paintsWith(Path bundles, String expert) throws Exception {
        DemoSamples.Pair sample =
                DemoSamples.write(folder.resolve("samples"), List.of(expert)).get(0);
        Path result = folder.resolve("result.png");
        StringWriter said = new StringWriter();
        CommandLine command = TryOnMain.commandLine().setErr(new PrintWriter(said));

        int exit = command.execute(
                "try",
                sample.person().toString(),
                sample.product().toString(),
                "--expert",
                expert,
                "--steps",
                "4",
                "--out",
                result.toString(),
                "--bundles",
                bundles.toString());

        assertThat(exit).as(said.toString()).isZero();
        assertThat(result).isNotEmptyFile();
    }
}
