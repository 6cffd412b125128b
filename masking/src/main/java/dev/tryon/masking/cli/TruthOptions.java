/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.compare.ParsingLabels;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the reference masks of {@code mask compare} are and what in them is meant. */
final class TruthOptions {
    /** How a reference shows what is meant. */
    enum Format {
        MASK,
        ATR,
        LIP,
        PASCAL,
        SKIN_CLOTHES_HAIR,
        COLOURS;

        /** As people type it. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Formats by their labels, for picocli. Stateless. */
    static final class Formats implements ITypeConverter<Format>, Iterable<String> {
        @Override
        public Format convert(String label) {
            return Arrays.stream(Format.values())
                    .filter(format -> format.label().equals(label))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("must be one of " + String.join(", ", this) + ", is " + label));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Format.values()).map(Format::label).iterator();
        }
    }

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE",
            description = {
                "The reference of a photo, beside it or, of a single photo, as you see it from here: {stem} is the photo's name without its ending, {1}, {2} ... what"
                        + " the first, second * of --photos stands for. Like '{stem}_mask.png'."
            })
    private String truth = "";

    @Option(
            names = "--truth-format",
            defaultValue = "mask",
            converter = Formats.class,
            completionCandidates = Formats.class,
            description = {
                "${COMPLETION-CANDIDATES} (default mask). mask: white is meant. The others are parsing maps, by VOC"
                        + " palette or grey level."
            })
    private Format format = Format.MASK;

    @Option(
            names = "--truth-labels",
            split = ",",
            paramLabel = "LABEL",
            description = "Of a parsing map: what should be painted, like upper-clothes,dress or #ff0000.")
    private List<String> labels = List.of();

    @Option(
            names = "--protect-labels",
            split = ",",
            paramLabel = "LABEL",
            description = "Of a parsing map: what must not be painted, like face,hair.")
    private List<String> protectedLabels = List.of();

    @Option(
            names = "--protect",
            paramLabel = "FILE",
            description = "A mask of what must not be painted, named like --truth.")
    private @Nullable String protect;

    /** Says what is wrong with the options, or null. */
    @Nullable
    String complaint() {
        if (format == Format.MASK) {
            return labels.isEmpty() && protectedLabels.isEmpty()
                    ? null
                    : "labels need a --truth-format other than mask";
        }
        return labels.isEmpty() ? "--truth-format " + format.label() + " needs --truth-labels" : null;
    }

    boolean hasTruthFor(PhotoGlob.Match photo) {
        return Files.isRegularFile(photo.named(truth));
    }

    /** CV_8UC1 of a size, above 0 = should be painted; released by the caller. */
    Mat truth(PhotoGlob.Match photo, Size size) throws IOException, PhotoRejectedException {
        return format == Format.MASK ? mask(photo.named(truth), size) : select(photo.named(truth), labels, size);
    }

    /** CV_8UC1 of a size, above 0 = must not be painted; released by the caller. */
    Mat guarded(PhotoGlob.Match photo, Size size) throws IOException, PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            Mat all = Mat.zeros(size, CvType.CV_8UC1);
            if (protect != null) {
                Core.max(all, scope.track(mask(photo.named(protect), size)), all);
            }
            if (!protectedLabels.isEmpty()) {
                Core.max(all, scope.track(select(photo.named(truth), protectedLabels, size)), all);
            }
            return all;
        }
    }

    private Mat select(Path file, List<String> wanted, Size size) throws IOException, PhotoRejectedException {
        try (MatScope scope = new MatScope();
                Photo photo = PictureFiles.read(file)) {
            Mat map = scope.track(photo.uprightRgb());
            return resized(scope.track(ParsingLabels.valueOf(format.name()).select(map, wanted)), size);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Mat mask(Path file, Size size) throws IOException, PhotoRejectedException {
        try (MatScope scope = new MatScope();
                Photo photo = PictureFiles.read(file)) {
            Mat grey = scope.create();
            Imgproc.cvtColor(scope.track(photo.uprightRgb()), grey, Imgproc.COLOR_RGB2GRAY);
            Imgproc.threshold(grey, grey, 127, 255, Imgproc.THRESH_BINARY);
            return resized(grey, size);
        }
    }

    private static Mat resized(Mat mask, Size size) {
        Mat resized = new Mat();
        Imgproc.resize(mask, resized, size, 0, 0, Imgproc.INTER_NEAREST);
        return resized;
    }
}
