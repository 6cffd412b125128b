/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Crops as PNG, which is what travels to a ComfyUI server and back. What is sent has eight bits already, so that nothing is
 * lost. Stateless.
 */
final class CropPng {

    private CropPng() {}

    /** @param planar [channels, height, width] in [0, 1]; 1 channel is grey, 3 are RGB, 4 are RGB and alpha */
    static byte[] encode(float[] planar, int width, int height) {
        int pixels = width * height;
        int channels = planar.length / pixels;
        BufferedImage picture = new BufferedImage(
                width, height, channels == 4 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int red = eightBits(planar[at]);
                int green = channels == 1 ? red : eightBits(planar[pixels + at]);
                int blue = channels == 1 ? red : eightBits(planar[2 * pixels + at]);
                int alpha = channels == 4 ? eightBits(planar[3 * pixels + at]) : 255;
                row[x] = alpha << 24 | red << 16 | green << 8 | blue;
            }
            picture.setRGB(0, y, width, 1, row, 0, width);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** [3, height, width] planar RGB in [0, 1]; empty when it is no picture of this size. */
    static Optional<float[]> decode(byte[] bytes, int width, int height) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
        if (picture == null || picture.getWidth() != width || picture.getHeight() != height) {
            return Optional.empty();
        }
        int pixels = width * height;
        int[] rgb = picture.getRGB(0, 0, width, height, null, 0, width);
        float[] planar = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            planar[i] = (rgb[i] >> 16 & 0xff) / 255f;
            planar[pixels + i] = (rgb[i] >> 8 & 0xff) / 255f;
            planar[2 * pixels + i] = (rgb[i] & 0xff) / 255f;
        }
        return Optional.of(planar);
    }

    private static int eightBits(float value) {
        return Math.round(Math.max(0, Math.min(1, value)) * 255);
    }
}
