/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.footwear;

import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Solid;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.Rectangle;

/** Paints one shoe as a solid, seen from anywhere: the same form and colours for the packshot and on a foot. Made per shoe; not thread-safe. */
final class ShoePainter {
    private static final int STATIONS = 56;
    private static final int RIBS = 32;
    private final Shoe shoe;
    private final Last last;
    private final ShoeColour colours;
    private final View view;
    private final Solid solid;

    /**
     * From where a shoe is seen.
     *
     * @param ankle where the ankle is in the picture
     * @param unit pixels per head
     * @param yaw turn of the toe towards the right of the picture; 0 points to the viewer
     * @param pitch how far the viewer looks down
     */
    record View(Vec ankle, double unit, double yaw, double pitch) {}

    /** @param inside colour in the opening */
    ShoePainter(Studio studio, Shoe shoe, View view, Rgb inside) {
        this.shoe = shoe;
        this.last = new Last(shoe);
        this.colours = new ShoeColour(shoe, inside);
        this.view = view;
        int reach = (int) Math.ceil(2 * view.unit());
        this.solid = new Solid(
                studio,
                new Rectangle((int) view.ankle().x() - reach, (int) view.ankle().y() - reach, 2 * reach, 2 * reach));
    }

    /** @param calf half the width of the leg that a boot's shaft goes round, at its top, heads */
    void paint(double calf) {
        surface((u, v, out) -> last.at(u, v, out), colours::at, shoe.gloss());
        if (shoe.heel() > 0.1) {
            double thin = 0.035 + 0.05 * (1 - shoe.heel() / 0.4);
            tube(0, last.floor(0.1) + 0.05, Last.HEEL_BACK + 0.12, thin, 0.11, colours.sole());
        }
        if (shoe.shaft() > 0) {
            double from = last.floor(0.2) + 0.2;
            tube(from, last.ankle() + shoe.shaft(), 0, 0.15, calf + 0.03, colours.upper());
        }
        solid.paint();
    }

    /** Writes a point of a surface. */
    @FunctionalInterface
    private interface Form {
        void at(double u, double v, double[] out);
    }

    private void tube(double low, double high, double z, double lowHalf, double highHalf, float[] colour) {
        surface(
                (u, v, out) -> {
                    double half = lowHalf + (highHalf - lowHalf) * u;
                    out[0] = half * Math.cos(2 * Math.PI * v);
                    out[1] = low + (high - low) * u;
                    out[2] = z + half * Math.sin(2 * Math.PI * v);
                },
                (u, v) -> colour,
                shoe.gloss());
    }

    private void surface(Form form, Solid.Colour colour, double gloss) {
        Solid.Corner[] previous = row(form, 0);
        for (int i = 1; i <= STATIONS; i++) {
            Solid.Corner[] next = row(form, i / (double) STATIONS);
            for (int k = 0; k < RIBS; k++) {
                solid.quad(previous[k], previous[k + 1], next[k + 1], next[k], colour, gloss);
            }
            previous = next;
        }
    }

    private Solid.Corner[] row(Form form, double u) {
        Solid.Corner[] row = new Solid.Corner[RIBS + 1];
        for (int k = 0; k <= RIBS; k++) {
            row[k] = corner(form, u, k / (double) RIBS);
        }
        return row;
    }

    private Solid.Corner corner(Form form, double u, double v) {
        double step = 0.012;
        double[] here = seen(form, u, v);
        double[] alongA = seen(form, Math.max(0, u - step), v);
        double[] alongB = seen(form, Math.min(1, u + step), v);
        double[] roundA = seen(form, u, v - step);
        double[] roundB = seen(form, u, v + step);
        double[] a = {alongB[0] - alongA[0], alongB[1] - alongA[1], alongB[2] - alongA[2]};
        double[] b = {roundB[0] - roundA[0], roundB[1] - roundA[1], roundB[2] - roundA[2]};
        double nx = a[1] * b[2] - a[2] * b[1];
        double ny = a[2] * b[0] - a[0] * b[2];
        double nz = a[0] * b[1] - a[1] * b[0];
        // What is seen faces the viewer.
        double length = Math.max(1e-12, Math.sqrt(nx * nx + ny * ny + nz * nz)) * (nz < 0 ? -1 : 1);
        float[] normal = {(float) (nx / length), (float) (ny / length), (float) (nz / length)};
        return new Solid.Corner(
                view.ankle().x() + here[0] * view.unit(),
                view.ankle().y() + here[1] * view.unit(),
                here[2],
                normal,
                u,
                v);
    }

    /** Turned and seen from above: right, down and towards the viewer of the picture, heads from the ankle. */
    private double[] seen(Form form, double u, double v) {
        double[] p = new double[3];
        form.at(u, v, p);
        double cos = Math.cos(view.yaw());
        double sin = Math.sin(view.yaw());
        double x = p[0] * cos + p[2] * sin;
        double z = p[2] * cos - p[0] * sin;
        double y = p[1] - last.ankle();
        return new double[] {
            x,
            z * Math.sin(view.pitch()) - y * Math.cos(view.pitch()),
            z * Math.cos(view.pitch()) + y * Math.sin(view.pitch())
        };
    }
}
