/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures made on the spot. */
public final class Pictures {
    private Pictures() {}

    /** A PNG of 4 by 4 pixels of one colour. */
    public static Path png(Path file, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, rgb);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
