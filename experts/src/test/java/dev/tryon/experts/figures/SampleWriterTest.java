/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.experts.ExpertsMain;
import dev.tryon.experts.figures.raster.PngWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SampleWriterTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void writesWhatTheMaskingLibraryReads() throws IOException {
        new SampleWriter(folder, true).write(7, new FigureSampler(Expert.TOP, 1, new PictureSize(120, 160)).sample(7));
        Path sample = folder.resolve("000007");
        assertThat(sample.resolve("before.png")).exists();
        BufferedImage photo = ImageIO.read(sample.resolve("photo.png").toFile());
        assertThat(photo.getWidth()).isEqualTo(120);
        BufferedImage silhouette = ImageIO.read(sample.resolve("silhouette.png").toFile());
        assertThat(silhouette.getRaster().getNumBands()).isEqualTo(1);
        JsonNode evidence =
                new ObjectMapper().readTree(sample.resolve("evidence.json").toFile());
        assertThat(evidence.get("version").asInt()).isEqualTo(1);
        assertThat(evidence.get("height").asInt()).isEqualTo(160);
        assertThat(evidence.get("body")).hasSize(33);
        assertThat(evidence.get("body").get(0).fieldNames()).toIterable().containsExactly("x", "y", "visibility");
        assertThat(evidence.get("face")).hasSize(468);
        assertThat(evidence.get("face").get(0)).hasSize(2);
        assertThat(evidence.get("silhouette").asText()).isEqualTo("silhouette.png");
    }

    @Test
    void aPortraitBringsItsOwnEvidence() throws IOException {
        new SampleWriter(folder, false)
                .write(1, new FigureSampler(Expert.FACE, 1, new PictureSize(120, 160)).sample(1));
        Path sample = folder.resolve("000001");
        JsonNode evidence = new ObjectMapper()
                .readTree(sample.resolve("product-evidence.json").toFile());
        BufferedImage portrait = ImageIO.read(sample.resolve("product.png").toFile());
        assertThat(evidence.get("width").asInt()).isEqualTo(portrait.getWidth());
        assertThat(evidence.get("face")).hasSize(468);
        assertThat(sample.resolve(evidence.get("silhouette").asText())).exists();
        assertThat(evidence.get("silhouette").asText()).isEqualTo("product-silhouette.png");
    }

    @Test
    void pngReadsBackAsWritten() throws IOException {
        byte[] pixels = new byte[5 * 4 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37);
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngWriter.encode(pixels, 5, 4, 3)));
        for (int i = 0; i < 20; i++) {
            int rgb = (pixels[i * 3] & 0xff) << 16 | (pixels[i * 3 + 1] & 0xff) << 8 | (pixels[i * 3 + 2] & 0xff);
            assertThat(image.getRGB(i % 5, i / 5) & 0xffffff).isEqualTo(rgb);
        }
    }

    @Test
    void commandDrawsAnyPartOfASet() throws IOException {
        assertThat(run(
                        "figures",
                        "--count",
                        "2",
                        "--first",
                        "4",
                        "--size",
                        "120x160",
                        "--seed",
                        "9",
                        "--no-before",
                        "--out",
                        folder.resolve("part").toString()))
                .isZero();
        assertThat(run(
                        "figures",
                        "--count",
                        "5",
                        "--size",
                        "120x160",
                        "--seed",
                        "9",
                        "--out",
                        folder.resolve("whole").toString()))
                .isZero();
        assertThat(folder.resolve("part/000004/before.png")).doesNotExist();
        assertThat(Files.readAllBytes(folder.resolve("part/000005/photo.png")))
                .isEqualTo(Files.readAllBytes(folder.resolve("whole/000005/photo.png")));
    }

    private static int run(String... arguments) {
        return new CommandLine(new ExpertsMain())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }
}
