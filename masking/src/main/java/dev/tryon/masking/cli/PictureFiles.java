/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.region.MaskOverride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Reads and writes pictures on the command line. Stateless. */
final class PictureFiles {
    private static final PhotoLimits LIMITS = new PhotoLimits(200_000_000, 200, 16);

    private PictureFiles() {}

    static Photo read(Path file) throws IOException, PhotoRejectedException {
        try {
            return Photo.decode(Files.readAllBytes(file), LIMITS);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
    }

    /** A mask picture or strokes, by content. */
    static MaskOverride readOverride(Path file, MaskOverride.Mode mode) throws IOException, PhotoRejectedException {
        try {
            return MaskOverride.read(Files.readAllBytes(file), mode, LIMITS);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
    }

    /** JPEG, PNG and WebP files of a folder, and of those below when {@code recursive}, by name. */
    static List<Path> list(Path folder, boolean recursive) throws IOException {
        try (Stream<Path> files = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
            return files.filter(PictureFiles::isPicture).sorted().toList();
        }
    }

    /** By its name; what is not one after all is found out by reading it. */
    static boolean isPicture(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|webp)") && Files.isRegularFile(file);
    }

    /** Writes RGB, RGBA or grey as what the file's name ends with. */
    static void write(Mat picture, Path file) throws IOException {
        try (MatScope scope = new MatScope()) {
            Mat bgr = scope.create();
            switch (picture.channels()) {
                case 3 -> Imgproc.cvtColor(picture, bgr, Imgproc.COLOR_RGB2BGR);
                case 4 -> Imgproc.cvtColor(picture, bgr, Imgproc.COLOR_RGBA2BGRA);
                default -> picture.copyTo(bgr);
            }
            String name = file.toString();
            int dot = name.lastIndexOf('.');
            MatOfByte encoded = scope.track(new MatOfByte());
            if (dot < 0 || !Imgcodecs.imencode(name.substring(dot), bgr, encoded)) {
                throw new IOException("cannot write " + file + ": name it .png, .jpg or .webp");
            }
            Files.write(file, encoded.toArray());
        }
    }
}
