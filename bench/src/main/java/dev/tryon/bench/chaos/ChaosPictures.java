/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.v1.Completed;
import dev.tryon.v1.ImageRef;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The persons and products of a storm, small so that many fit into minutes, and the look at what became of them. Used by one
 * thread; the store stays the caller's.
 */
final class ChaosPictures {

    private static final int HEIGHT = 320;
    private static final long MOST_BYTES = 1 << 24;

    private final S3ImageStore store;
    private final List<ImageRef> persons = new ArrayList<>();
    private final List<ImageRef> products = new ArrayList<>();

    /** Draws and uploads them. */
    ChaosPictures(S3ImageStore store, Path folder) throws IOException {
        this.store = store;
        PictureUploads uploads = new PictureUploads(store, ChaosServers.BUCKET, MOST_BYTES);
        for (DemoSamples.Pair pair : DemoSamples.write(folder, List.of("top"))) {
            persons.add(uploads.upload(small(pair.person())));
            products.add(uploads.upload(small(pair.product())));
        }
    }

    ImageRef person(int i) {
        return persons.get(Math.floorMod(i, persons.size()));
    }

    ImageRef product(int i) {
        return products.get(Math.floorMod(i, products.size()));
    }

    /** Pixels outside the mask that are not the subject's: the first promise says none. */
    long touched(ImageRef subject, Completed completed) throws IOException {
        BufferedImage before = read(subject);
        BufferedImage after = read(completed.getResult());
        BufferedImage mask = read(completed.getMask());
        long touched = 0;
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                boolean outside = mask.getRaster().getSample(x, y, 0) == 0;
                if (outside && before.getRGB(x, y) != after.getRGB(x, y)) {
                    touched++;
                }
            }
        }
        return touched;
    }

    private BufferedImage read(ImageRef reference) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(store.get(reference, MOST_BYTES).bytes()));
    }

    private static Path small(Path picture) throws IOException {
        BufferedImage whole = ImageIO.read(picture.toFile());
        int width = whole.getWidth() * HEIGHT / whole.getHeight();
        BufferedImage small = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(whole, 0, 0, width, HEIGHT, null);
        graphics.dispose();
        Path file = picture.resolveSibling("small-" + picture.getFileName());
        ImageIO.write(small, "png", file.toFile());
        return file;
    }
}
