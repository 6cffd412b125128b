/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.scene;

import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Surface;
import dev.tryon.experts.figures.raster.SurfaceMap;
import java.awt.Rectangle;
import java.awt.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paints lit layers on a canvas: strips of cloth or limbs on surfaces, and rounded blobs. Owned by one painter, not thread-safe. */
public final class Studio {
    private final Canvas canvas;
    private final Light light;

    public Studio(Canvas canvas, Light light) {
        this.canvas = canvas;
        this.light = light;
    }

    /** What a surface is made of. */
    @FunctionalInterface
    public interface Material {
        /** Writes the linear albedo at (s, v) of the surface to {@code out}. */
        void albedo(double s, double v, float[] out);
    }

    public Canvas canvas() {
        return canvas;
    }

    public Light light() {
        return light;
    }

    public Coverage coverage(Shape shape) {
        return Coverage.of(shape, canvas.width(), canvas.height(), 1);
    }

    public Coverage coverage(List<? extends Shape> shapes) {
        return Coverage.of(shapes, canvas.width(), canvas.height(), 1);
    }

    /** A soft shadow of a shape on what was painted of the figure so far, thrown away from the light. */
    public void contactShadow(Shape shape, double radius, double strength) {
        contactShadow(shape, radius, strength, null);
    }

    /** The same, except on {@code spared}. */
    public void contactShadow(Shape shape, double radius, double strength, @Nullable Coverage spared) {
        int r = (int) Math.max(1, radius);
        Coverage soft =
                Coverage.of(shape, canvas.width(), canvas.height(), 2 * r).blurred(r);
        canvas.shadow(
                spared == null ? soft : soft.without(spared),
                (int) Math.round(-light.x() * r * 1.2),
                (int) Math.round(-light.y() * r * 1.2),
                strength,
                true);
    }

    /**
     * Paints part of a surface.
     *
     * @param from first v to map
     * @param to last v
     * @param gloss 0 matt .. 1
     */
    public void surface(
            Surface surface,
            Coverage coverage,
            double from,
            double to,
            Material material,
            @Nullable Relief relief,
            double gloss) {
        Rectangle box = coverage.box();
        if (box.isEmpty()) {
            return;
        }
        SurfaceMap map = new SurfaceMap(surface, box, from, to, 44);
        float[] normal = new float[3];
        canvas.paint(coverage, (x, y, out) -> {
            map.normal(x, y, normal);
            double s = map.s(x, y);
            double v = map.v(x, y);
            if (relief != null) {
                relief.bend(x, y, normal);
                // Folds swallow cloth: what lies on their slope is seen shifted.
                s += relief.slopeX(x, y) * 0.05;
                v += relief.slopeY(x, y) * 0.05;
            }
            material.albedo(s, v, out);
            light.apply(normal, out, gloss);
        });
    }

    /**
     * Paints a shape as if it were blown up: its normals lean outwards near its outline.
     *
     * @param roundness pixels from outline to top
     */
    public void blob(List<? extends Shape> shapes, double roundness, Canvas.Shader albedo, double gloss) {
        int r = (int) Math.max(1, Math.round(roundness / 2));
        Coverage coverage = Coverage.of(shapes, canvas.width(), canvas.height(), 2 * r + 1);
        if (coverage.box().isEmpty()) {
            return;
        }
        Coverage soft = coverage.blurred(r);
        float[] normal = new float[3];
        canvas.paint(coverage, (x, y, out) -> {
            float gx = (soft.at(x - 1, y) - soft.at(x + 1, y)) * r * 1.1f;
            float gy = (soft.at(x, y - 1) - soft.at(x, y + 1)) * r * 1.1f;
            float length = (float) Math.sqrt(gx * gx + gy * gy + 0.5f);
            normal[0] = gx / length;
            normal[1] = gy / length;
            normal[2] = 0.707f / length;
            albedo.shade(x, y, out);
            light.apply(normal, out, gloss);
        });
    }
}
