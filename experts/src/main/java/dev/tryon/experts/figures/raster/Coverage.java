/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.raster;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;

/**
 * How much of each pixel a shape covers, 0..1, within a box of the canvas; outside the box it is nought. Not thread-safe; owned by
 * the painter of one layer.
 */
public final class Coverage {
    private final Rectangle box;
    private final float[] values;

    private Coverage(Rectangle box, float[] values) {
        this.box = box;
        this.values = values;
    }

    /** The antialiased coverage of a shape in canvas pixels, with {@code margin} empty pixels around it for blurs. */
    public static Coverage of(Shape shape, int width, int height, int margin) {
        return of(List.of(shape), width, height, margin);
    }

    /** The coverage of several shapes together. */
    public static Coverage of(List<? extends Shape> shapes, int width, int height, int margin) {
        Rectangle hull = shapes.get(0).getBounds();
        shapes.forEach(shape -> hull.add(shape.getBounds()));
        hull.grow(margin + 1, margin + 1);
        Rectangle box = hull.intersection(new Rectangle(0, 0, width, height));
        if (box.isEmpty()) {
            return new Coverage(new Rectangle(0, 0, 0, 0), new float[0]);
        }
        BufferedImage image = new BufferedImage(box.width, box.height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.translate(-box.x, -box.y);
        graphics.setColor(Color.WHITE);
        shapes.forEach(graphics::fill);
        graphics.dispose();
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = (bytes[i] & 0xff) / 255f;
        }
        return new Coverage(box, values);
    }

    /**
     * Coverage that was worked out elsewhere.
     *
     * @param box within the canvas
     * @param values row-major, 0..1; owned by the coverage from now on
     */
    public static Coverage of(Rectangle box, float[] values) {
        if (values.length != box.width * box.height) {
            throw new IllegalArgumentException(
                    "%d values for a box of %d × %d".formatted(values.length, box.width, box.height));
        }
        return new Coverage(new Rectangle(box), values);
    }

    public Rectangle box() {
        return box;
    }

    public float at(int x, int y) {
        return box.contains(x, y) ? values[(y - box.y) * box.width + x - box.x] : 0f;
    }

    /** Row-major values of {@link #box()}; live, not a copy. */
    float[] values() {
        return values;
    }

    /** This coverage where the other one is not. */
    public Coverage without(Coverage other) {
        return scaled((x, y) -> 1 - other.at(x, y));
    }

    /** A weight for each pixel of the canvas. */
    @FunctionalInterface
    public interface Weight {
        /** 0..1 at pixel (x, y). */
        double at(int x, int y);
    }

    public Coverage scaled(Weight weight) {
        float[] product = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0f) {
                product[i] = values[i] * (float) weight.at(box.x + i % box.width, box.y + i / box.width);
            }
        }
        return new Coverage(box, product);
    }

    /** Blurred by two box filters, close to a Gaussian of sigma ≈ 0.8 · radius. */
    public Coverage blurred(int radius) {
        float[] blurred = values.clone();
        BoxBlur.blur(blurred, box.width, box.height, radius);
        BoxBlur.blur(blurred, box.width, box.height, radius);
        return new Coverage(box, blurred);
    }
}
