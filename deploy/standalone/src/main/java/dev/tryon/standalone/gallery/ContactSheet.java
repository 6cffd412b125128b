/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.gallery;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** One picture of many try-ons: a row each, person, mask, product, result. Stateless. */
public final class ContactSheet {

    private static final int CELL_WIDTH = 300;
    private static final int CELL_HEIGHT = 400;
    private static final int GAP = 8;

    private ContactSheet() {}

    /** Writes a PNG. */
    public static void write(List<GalleryRow> rows, Path file) throws IOException {
        int width = 4 * (CELL_WIDTH + GAP) + GAP;
        int height = rows.size() * (CELL_HEIGHT + GAP) + GAP;
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            for (int row = 0; row < rows.size(); row++) {
                GalleryRow shown = rows.get(row);
                List<Path> cells = List.of(shown.person(), shown.mask(), shown.product(), shown.result());
                for (int column = 0; column < cells.size(); column++) {
                    int x = GAP + column * (CELL_WIDTH + GAP);
                    int y = GAP + row * (CELL_HEIGHT + GAP);
                    draw(graphics, cells.get(column), x, y);
                }
            }
        } finally {
            graphics.dispose();
        }
        ImageIO.write(sheet, "png", file.toFile());
    }

    /** Fitted into its cell, in the middle. Halved first while it is much too large, or pixels would be skipped. */
    private static void draw(Graphics2D graphics, Path file, int x, int y) throws IOException {
        BufferedImage picture = read(file);
        double scale = Math.min((double) CELL_WIDTH / picture.getWidth(), (double) CELL_HEIGHT / picture.getHeight());
        while (scale < 0.5) {
            picture = halved(picture);
            scale *= 2;
        }
        int width = (int) Math.round(picture.getWidth() * scale);
        int height = (int) Math.round(picture.getHeight() * scale);
        graphics.drawImage(picture, x + (CELL_WIDTH - width) / 2, y + (CELL_HEIGHT - height) / 2, width, height, null);
    }

    private static BufferedImage halved(BufferedImage picture) {
        BufferedImage half = new BufferedImage(
                Math.max(1, picture.getWidth() / 2), Math.max(1, picture.getHeight() / 2), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = half.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, half.getWidth(), half.getHeight(), null);
        graphics.dispose();
        return half;
    }

    private static BufferedImage read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read " + file);
        }
        BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null) {
            throw new IOException(file + " is neither PNG nor JPEG");
        }
        return picture;
    }
}
