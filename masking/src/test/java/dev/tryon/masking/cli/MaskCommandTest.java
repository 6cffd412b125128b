/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.dataset.PairFolder;
import dev.tryon.masking.photo.Pictures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MaskCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new MaskCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void buildsATrainingSetWithPlainLinesOfProgress() throws Exception {
        PairFolder.write(folder.resolve("pairs"), 2);
        Path shards = folder.resolve("shards");

        int exit = run(
                "dataset",
                folder.resolve("pairs").toString(),
                "--out",
                shards.toString(),
                "--scale",
                "4",
                "--threads",
                "1");

        assertThat(exit).isZero();
        assertThat(shards.resolve("shard-00000.safetensors")).exists();
        assertThat(out.toString()).contains("shard 1/1, 2 pairs, 0 rejected").contains("1 shards with 2 pairs");
    }

    @Test
    void buildsATrainingSetInAJvmOfItsOwn() throws Exception {
        PairFolder.write(folder.resolve("pairs"), 1);
        Path output = folder.resolve("output.txt");

        // In this JVM other tests have loaded OpenCV already; on the command line nobody has.
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MaskMain.class.getName(),
                        "dataset",
                        folder.resolve("pairs").toString(),
                        "--out",
                        folder.resolve("shards").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    @Test
    void endsWithUsageWhenItIsAskedForNothing() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("name a photo");
    }

    @Test
    void namesAnExpertThatHasNoPolicy() throws Exception {
        PairFolder.write(folder.resolve("pairs"), 1);

        int exit = run("dataset", folder.resolve("pairs").toString(), "--out", "x", "--expert", "hats");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("hats");
    }

    @Test
    void makesASheetEvenWhenAPhotoShowsNobody() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.write(photos.resolve("noise.png"), Pictures.png(200, 200));
        Path sheet = folder.resolve("sheet.png");

        assertThat(run("sheet", photos.toString(), "--out", sheet.toString())).isZero();
        assertThat(sheet).isNotEmptyFile();
        assertThat(out.toString()).contains("noise.png NO_PERSON");
    }

    @Test
    void saysThatNobodyIsInThePhoto() throws Exception {
        Path photo = folder.resolve("noise.png");
        Files.write(photo, Pictures.png(200, 200));

        assertThat(run(photo.toString())).isEqualTo(MaskCommand.REJECTED);
        assertThat(err.toString()).contains("NO_PERSON");
    }
}
