/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.dataset.PairFolder;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.Pictures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        assertThat(out.toString())
                .contains("noise.png ")
                .contains("top NO_PERSON")
                .contains("bg NO_PERSON");
    }

    @Test
    void saysThatNobodyIsInThePhoto() throws Exception {
        Path photo = folder.resolve("noise.png");
        Files.write(photo, Pictures.png(200, 200));

        assertThat(run(photo.toString())).isEqualTo(MaskCommand.REJECTED);
        assertThat(err.toString()).contains("NO_PERSON");
    }

    @Test
    void leavesOutWhatIsNoPictureAndLooksBelow() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.write(photos.resolve("cut.png"), Arrays.copyOf(Pictures.png(200, 200), 500));
        Files.createDirectories(photos.resolve("more"));
        Files.write(photos.resolve("more/noise.png"), Pictures.png(200, 200));
        Path sheet = folder.resolve("sheet.jpg");

        assertThat(run("sheet", photos.toString(), "--recursive", "--experts", "top", "--out", sheet.toString()))
                .isZero();
        assertThat(sheet).isNotEmptyFile();
        assertThat(out.toString()).contains("cut.png skipped, INPUT_CORRUPT").contains("noise.png top NO_PERSON");
    }

    @Test
    void listsTheExpertsThatThereAre() {
        assertThat(run("sheet", "--help")).isZero();
        assertThat(out.toString()).contains("all (default) or some of").contains("top");

        assertThat(run("sheet", ".", "--experts", "top,hats", "--out", "x.png")).isEqualTo(2);
        assertThat(err.toString())
                .contains("no mask policy for expert hats; there is one for")
                .contains("top");
    }

    @Test
    void takesAMaskOrStrokesButNotBoth() throws Exception {
        Path photo = folder.resolve("noise.png");
        Files.write(photo, Pictures.png(200, 200));

        assertThat(run(photo.toString(), "--mask", "m.png", "--strokes", "s.json"))
                .isEqualTo(2);
        assertThat(run(photo.toString(), "--mask", photo.toString(), "--mask-mode", "add"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("must be replace or intersect, is add");
    }

    @Test
    void writesTheRegionOfStrokesWhereNobodyIsSeen() throws Exception {
        Path photo = folder.resolve("noise.png");
        Files.write(photo, Pictures.png(200, 100));
        Path strokes = folder.resolve("strokes.json");
        Files.writeString(strokes, """
                {"version": 1, "strokes": [{"mode": "paint", "radius": 0.1, "points": [[0.5, 0.5]]}]}
                """);
        Path mask = folder.resolve("mask.png");

        assertThat(run(photo.toString(), "--strokes", strokes.toString(), "--mask-out", mask.toString()))
                .isZero();
        try (Photo written = PictureFiles.read(mask)) {
            assertThat(written.raw().get(50, 100)[0]).isEqualTo(255);
            assertThat(written.raw().get(50, 130)[0]).isZero();
        }
    }

    @Test
    void comparesWithReferencesBesideThePhotos() throws Exception {
        Files.write(folder.resolve("a.png"), Pictures.png(200, 200));
        Files.write(folder.resolve("a_mask.png"), Pictures.png(200, 200));
        Files.write(folder.resolve("b.png"), Pictures.png(200, 200));

        assertThat(run("compare", folder.toString(), "--truth", "{stem}_mask.png"))
                .isZero();
        assertThat(out.toString()).contains("a.png").contains("NO_PERSON").contains("median of 0");
        assertThat(out.toString()).doesNotContain("b.png");
    }

    @Test
    void comparesOnePhotoWithAReferenceAnywhere() throws Exception {
        Path photo = folder.resolve("a.png");
        Files.write(photo, Pictures.png(200, 200));
        Path mask = Files.createDirectories(folder.resolve("masks")).resolve("any.png");
        Files.write(mask, Pictures.png(100, 100));

        assertThat(run("compare", photo.toString(), "--truth", mask.toString(), "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"expert\" : \"top\"").contains("\"verdict\" : \"NO_PERSON\"");
        assertThat(run("compare", photo.toString(), "--truth", "masks/any.png")).isZero();
        assertThat(run("compare", photo.toString(), "--truth", "masks/none.png"))
                .isEqualTo(1);
    }

    @Test
    void saysWhatAComparisonLacks() {
        assertThat(run("compare", folder.toString(), "--truth", "x.png", "--truth-format", "atr"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--truth-format atr needs --truth-labels");
        assertThat(run("compare", folder.toString(), "--truth", "x.png")).isEqualTo(1);
    }
}
