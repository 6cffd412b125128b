/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.eyewear;

import dev.tryon.experts.figures.raster.Canvas;
import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Srgb;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Paints the front of glasses wherever it is mounted. Made per drawing; not thread-safe. */
final class GlassesPainter {
    private final Studio studio;
    private final Glasses glasses;
    private final Mount mount;
    private final double unit;

    /** Where a point of the front lies in the picture. */
    @FunctionalInterface
    interface Mount {
        /** Picture position of (x, y) of the {@linkplain Glasses front}. */
        Vec at(double x, double y);
    }

    /** @param unit pixels per half width of a head */
    GlassesPainter(Studio studio, Glasses glasses, Mount mount, double unit) {
        this.studio = studio;
        this.glasses = glasses;
        this.mount = mount;
        this.unit = unit;
    }

    void shadow() {
        for (Shape part : frame()) {
            studio.contactShadow(part, unit * 0.06, 0.4);
        }
    }

    void front() {
        for (int side = -1; side <= 1; side += 2) {
            lens(side);
        }
        studio.blob(frame(), Math.max(1.5, glasses.rim() * unit * 0.6), material(), 0.9);
    }

    /** The colour of the frame: plain, or tortoise. */
    Canvas.Shader material() {
        float[] base = linear(glasses.frame());
        float[] spots = linear(glasses.speckle());
        return (x, y, out) -> {
            double u = x / unit * 14;
            double v = y / unit * 14;
            float mix = (float) Math.max(0, Math.sin(u + 1.7 * Math.sin(v)) * Math.sin(1.3 * v + Math.sin(u * 0.7)));
            for (int c = 0; c < 3; c++) {
                out[c] = base[c] + (spots[c] - base[c]) * mix;
            }
        };
    }

    private void lens(int side) {
        Path2D outline = mapped(placed(side));
        float[] tint = linear(glasses.tint());
        Coverage coverage = studio.coverage(outline);
        Rectangle2D box = outline.getBounds2D();
        double top = box.getY();
        double height = Math.max(1, box.getHeight());
        studio.canvas()
                .paint(
                        coverage.scaled((x, y) -> glasses.opacity()
                                * (1 - glasses.gradient() * Math.max(0, Math.min(1, (y - top) / height)))),
                        (x, y, out) -> System.arraycopy(tint, 0, out, 0, 3));
        // A window's reflection: a slanted band, fainter on clear lenses.
        double strength = 0.06 + 0.12 * glasses.opacity();
        double slant = box.getX() + box.getWidth() * 0.35;
        studio.canvas()
                .paint(
                        coverage.scaled((x, y) -> {
                            double d = (x - slant + 0.7 * (y - top)) / box.getWidth();
                            return (d > 0.05 && d < 0.24) || (d > 0.3 && d < 0.36) ? strength : 0;
                        }),
                        (x, y, out) -> {
                            out[0] = 0.95f;
                            out[1] = 0.97f;
                            out[2] = 1f;
                        });
    }

    private List<Shape> frame() {
        List<Shape> parts = new ArrayList<>();
        BasicStroke stroke = new BasicStroke((float) glasses.rim(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        double inner = glasses.middle() - glasses.half();
        for (int side = -1; side <= 1; side += 2) {
            parts.add(mapped(stroke.createStrokedShape(placed(side))));
            double outer = glasses.middle() + glasses.half();
            double y = hingeY();
            parts.add(mapped(new Rectangle2D.Double(
                    side > 0 ? outer - 0.02 : -outer - 0.06, y - glasses.rim() * 0.7, 0.08, glasses.rim() * 1.4)));
        }
        double y = glasses.shape() == Glasses.Shape.AVIATOR ? -0.35 * glasses.height() : -0.25 * glasses.height();
        parts.add(mapped(stroke.createStrokedShape(new CubicCurve2D.Double(
                -inner - 0.02, y, -inner * 0.4, y - 0.07, inner * 0.4, y - 0.07, inner + 0.02, y))));
        if (glasses.shape() == Glasses.Shape.AVIATOR) {
            double bar = -0.78 * glasses.height();
            parts.add(mapped(stroke.createStrokedShape(new CubicCurve2D.Double(
                    -inner - 0.1, bar, -inner * 0.4, bar - 0.02, inner * 0.4, bar - 0.02, inner + 0.1, bar))));
        }
        return parts;
    }

    /** Height of the hinges. */
    double hingeY() {
        return glasses.shape() == Glasses.Shape.CAT_EYE ? -0.8 * glasses.height() : -0.45 * glasses.height();
    }

    private Shape placed(int side) {
        AffineTransform place = AffineTransform.getTranslateInstance(side * glasses.middle(), 0);
        place.scale(side, 1);
        return place.createTransformedShape(glasses.lens());
    }

    /** A shape of the front, in the picture. */
    private Path2D mapped(Shape shape) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double[] at = new double[6];
        for (PathIterator i = shape.getPathIterator(null, 0.004); !i.isDone(); i.next()) {
            int kind = i.currentSegment(at);
            if (kind == PathIterator.SEG_CLOSE) {
                path.closePath();
                continue;
            }
            Vec p = mount.at(at[0], at[1]);
            if (kind == PathIterator.SEG_MOVETO) {
                path.moveTo(p.x(), p.y());
            } else {
                path.lineTo(p.x(), p.y());
            }
        }
        return path;
    }

    private static float[] linear(Rgb colour) {
        return new float[] {
            Srgb.linear((int) (colour.r() * 255)),
            Srgb.linear((int) (colour.g() * 255)),
            Srgb.linear((int) (colour.b() * 255))
        };
    }
}
