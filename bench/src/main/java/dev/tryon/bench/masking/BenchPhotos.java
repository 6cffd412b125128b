/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.masking;

import dev.tryon.experts.figures.DemoSamples;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The photos that are timed: the user's own, or the drawn persons of the demo. Stateless. */
final class BenchPhotos {
    private BenchPhotos() {}

    /** A photo as the Java platform reads it. */
    record Picture(String name, BufferedImage image) {
        /** As a JPEG of about so many megapixels, its proportions kept. */
        byte[] jpeg(double megapixels) throws IOException {
            double scale = Math.sqrt(megapixels * 1e6 / ((double) image.getWidth() * image.getHeight()));
            int width = (int) Math.round(image.getWidth() * scale);
            int height = (int) Math.round(image.getHeight() * scale);
            BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = scaled.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(image, 0, 0, width, height, null);
            graphics.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(scaled, "jpeg", bytes);
            return bytes.toByteArray();
        }
    }

    /** @param scratch where the drawn persons are written */
    static List<Picture> of(@Nullable Path folder, Path scratch, int most) throws IOException {
        List<Path> files = folder == null
                ? DemoSamples.write(scratch).stream()
                        .map(DemoSamples.Pair::person)
                        .toList()
                : pictures(folder);
        List<Picture> photos = new ArrayList<>();
        for (Path file : folder == null ? files.subList(0, Math.min(most, files.size())) : files) {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image != null) {
                photos.add(new Picture(String.valueOf(file.getFileName()), image));
            }
        }
        if (photos.isEmpty()) {
            throw new IOException(folder + " holds no JPEG or PNG that can be read");
        }
        return photos;
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)"))
                    .sorted()
                    .toList();
        }
    }
}
