/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Texture;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Paints neck, ears and face. Made per figure; not thread-safe. */
public final class HeadPainter {
    private final Studio studio;
    private final Skeleton skeleton;
    private final Head head;
    private final Skin skin;
    private final Texture face;

    public HeadPainter(Studio studio, Skeleton skeleton, Skin skin, Hair hair, Dice dice) {
        this.studio = studio;
        this.skeleton = skeleton;
        this.skin = skin;
        this.head = new Head(skeleton);
        this.face = Face.paint(dice, skin.base(), hair.colour(), (int) Math.max(64, skeleton.unit() * 1.4));
    }

    /** From the jaw into the shoulders; painted before the clothes. */
    public void neck() {
        double unit = skeleton.unit();
        double half = skeleton.build().neck() * unit;
        Vec top = skeleton.head().towards(skeleton.neck(), 0.25);
        Vec base = skeleton.onTorso(0, 0.28);
        Limb neck = new Limb(top, top.towards(base, 0.5), base, v -> half * (1 + 0.5 * Math.max(0, v - 0.65)), 1.35);
        Path2D outline = neck.outline(List.of(new Vec(-1, 0), new Vec(1, 0), new Vec(1, 1), new Vec(-1, 1)));
        Studio.Material material = skin.material();
        studio.surface(
                neck,
                studio.coverage(outline),
                -0.1,
                1.1,
                (s, v, out) -> {
                    material.albedo(s, v, out);
                    // The shadow of the jaw.
                    float shade = (float) (0.6 + 0.4 * Math.min(1, Math.max(0, (v - 0.3) * 2.2)));
                    out[0] *= shade;
                    out[1] *= shade * 0.96f;
                    out[2] *= shade * 0.94f;
                },
                null,
                0.2);
    }

    public void head() {
        float[] base = Skin.linear(skin.base().times(0.95));
        double unit = skeleton.unit();
        for (int side = -1; side <= 1; side += 2) {
            Vec at = head.ear(side);
            Path2D ear = new Path2D.Double(
                    new Ellipse2D.Double(at.x() - 0.055 * unit, at.y() - 0.12 * unit, 0.11 * unit, 0.24 * unit));
            studio.blob(
                    List.of(ear),
                    0.06 * unit,
                    (x, y, out) -> {
                        out[0] = base[0];
                        out[1] = base[1] * 0.88f;
                        out[2] = base[2] * 0.86f;
                    },
                    0.1);
        }
        Path2D outline = head.outline();
        studio.contactShadow(outline, unit * 0.09, 0.35);
        Coverage coverage = studio.coverage(outline);
        float[] normal = new float[3];
        double[] at = new double[4];
        studio.canvas().paint(coverage, (x, y, out) -> {
            head.face(x + 0.5, y + 0.5, at);
            face.sample((at[0] + 1.2) / 2.4, (at[1] + 1.2) / 2.4, out);
            double nx = at[3] - FaceRelief.slopeX(at[0], at[1]) * 0.75;
            double ny = 0.42 * at[1] - FaceRelief.slopeY(at[0], at[1]) * 0.75;
            double nz = Math.max(0.25, at[2]);
            double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
            double cos = Math.cos(head.tilt());
            double sin = Math.sin(head.tilt());
            normal[0] = (float) ((nx * cos - ny * sin) / length);
            normal[1] = (float) ((nx * sin + ny * cos) / length);
            normal[2] = (float) (nz / length);
            studio.light().apply(normal, out, 0.35);
        });
    }
}
