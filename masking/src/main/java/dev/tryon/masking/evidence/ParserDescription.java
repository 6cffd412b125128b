/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a parsing model: {@code parser.yaml} beside the ONNX file. Immutable.
 *
 * @param file name of the ONNX file in the same folder
 * @param sha256 of that file, lower-case hex
 * @param width of the input, in pixels
 * @param height of the input, in pixels
 * @param mean per channel, of values in [0, 1], in the order of {@code channels}
 * @param std per channel, likewise
 * @param channels of the input
 * @param labels of the output, which is logits [1, labels, h, w]
 */
public record ParserDescription(
        String file,
        String sha256,
        int width,
        int height,
        List<Double> mean,
        List<Double> std,
        Channels channels,
        LabelSet labels) {
    static final String NAME = "parser.yaml";

    /** Order of the colour channels that the network was trained with. */
    public enum Channels {
        RGB,
        BGR
    }

    public ParserDescription {
        check(file != null && file.matches("[^/\\\\]+\\.onnx"), "file", file, "name an .onnx file of the same folder");
        check(sha256 != null && sha256.matches("[0-9a-f]{64}"), "sha256", sha256, "give 64 lower-case hex digits");
        check(width >= 16 && width <= 2048, "width", width, "give 16 to 2048 pixels");
        check(height >= 16 && height <= 2048, "height", height, "give 16 to 2048 pixels");
        check(mean != null && mean.size() == 3, "mean", mean, "give three numbers");
        check(
                std != null && std.size() == 3 && std.stream().allMatch(value -> value > 0),
                "std",
                std,
                "give three numbers above 0");
        check(channels != null, "channels", channels, "give rgb or bgr");
        check(labels != null, "labels", labels, "give atr or lip");
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** @throws IOException when the file is missing, has an unknown key or a wrong value; the message names it */
    static ParserDescription read(Path folder) throws IOException {
        Path yaml = folder.resolve(NAME);
        if (!Files.isRegularFile(yaml)) {
            throw new IOException(yaml + " is missing; describe the model there, see docs/masking.md");
        }
        try {
            return StrictYaml.read(Files.readString(yaml), ParserDescription.class);
        } catch (IOException e) {
            throw new IOException(yaml + ": " + e.getMessage(), e);
        }
    }

    private static void check(boolean holds, String field, @Nullable Object value, String fix) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is " + value + "; " + fix);
        }
    }
}
