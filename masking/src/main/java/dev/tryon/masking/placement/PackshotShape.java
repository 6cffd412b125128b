/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * Reads the shape of a top off the outline of its packshot: armholes first ({@link Armhole}), the shoulders straight above
 * them, the sleeves as what a cut through the armholes severs. Stateless.
 */
final class PackshotShape {
    /** In squared chest widths; what is smaller is the rim of an armhole and goes with the body. */
    private static final double SMALLEST_SLEEVE = 0.06;

    private PackshotShape() {}

    static GarmentShape of(Mat alpha) {
        Outline outline = new Outline(alpha);
        Armhole left = Armhole.find(outline, -1);
        Armhole right = Armhole.find(outline, 1);
        // What shows on one side only is nearly always there on the other too.
        if (left.sleeved() && !right.sleeved()) {
            right = left.mirrored(outline.centre());
        } else if (right.sleeved() && !left.sleeved()) {
            left = right.mirrored(outline.centre());
        } else if (left.sleeved() && unlike(left, right, outline)) {
            // One was misled by a hole in the cut; that one lies nearer to the middle.
            boolean trustLeft = Math.abs(left.armpit().x() - outline.centre())
                    > Math.abs(right.armpit().x() - outline.centre());
            right = trustLeft ? left.mirrored(outline.centre()) : right;
            left = trustLeft ? left : right.mirrored(outline.centre());
        }
        double chest = left.armpit().distance(right.armpit());
        Vec leftShoulder = shoulder(outline, left, -1, chest);
        Vec rightShoulder = shoulder(outline, right, 1, chest);
        Vec middle = leftShoulder.towards(rightShoulder, 0.5);
        double neck = 0.21 * leftShoulder.distance(rightShoulder);
        return new GarmentShape(
                onTop(outline, middle.x() - neck),
                onTop(outline, middle.x() + neck),
                leftShoulder,
                rightShoulder,
                left.armpit(),
                right.armpit(),
                hem(outline, -1, chest),
                hem(outline, 1, chest),
                left.sleeved() ? sleeve(alpha, outline, leftShoulder, left, chest) : null,
                right.sleeved() ? sleeve(alpha, outline, rightShoulder, right, chest) : null);
    }

    private static boolean unlike(Armhole left, Armhole right, Outline outline) {
        double offset =
                left.mirrored(outline.centre()).armpit().x() - right.armpit().x();
        double height = left.armpit().y() - right.armpit().y();
        return Math.abs(offset) > 0.12 * outline.box().width || Math.abs(height) > 0.16 * outline.box().height;
    }

    private static Vec shoulder(Outline outline, Armhole armhole, int step, double chest) {
        var box = outline.box();
        Vec armpit = armhole.armpit();
        if (armhole.sleeved()) {
            return onTop(outline, armpit.x() - step * 0.04 * chest);
        }
        // The strap's outer end: the outermost column that still begins near the top.
        for (int x = (int) armpit.x(); x != outline.centre(); x -= step) {
            if (outline.top(x) < box.y + 0.16 * box.height) {
                return new Vec(x, outline.top(x));
            }
        }
        return onTop(outline, armpit.x() - step * 0.1 * chest);
    }

    private static Vec onTop(Outline outline, double x) {
        return new Vec(x, outline.top((int) Math.round(x)));
    }

    /** As low as the body reaches, as wide as it is where it still has (nearly) its full width. */
    private static Vec hem(Outline outline, int step, double chest) {
        var box = outline.box();
        double lowest = -1;
        for (int y = box.y + box.height - 2; y > box.y + box.height / 2; y--) {
            Vec left = outline.runEnd(outline.centre(), y, -1);
            Vec right = outline.runEnd(outline.centre(), y, 1);
            double width = outline.inside(outline.centre(), y) ? right.x() - left.x() : 0;
            if (width > 0.55 * chest && lowest < 0) {
                lowest = y;
            }
            if (width > 0.85 * chest) {
                // Where sleeves touch the body the run goes on into them.
                double half = Math.min(Math.abs((step < 0 ? left : right).x() - outline.centre()), 0.62 * chest);
                return new Vec(outline.centre() + step * half, lowest);
            }
        }
        return new Vec(outline.centre() + step * chest / 2, lowest < 0 ? box.y + box.height - 1.0 : lowest);
    }

    private static @Nullable Sleeve sleeve(Mat alpha, Outline outline, Vec shoulder, Armhole armhole, double chest) {
        Vec armpit = armhole.armpit();
        try (MatScope scope = new MatScope()) {
            Mat part = scope.track(SleeveCut.sever(alpha, shoulder, armpit, armhole.sleeveEnd(), outline.centre()));
            List<Vec> pixels = pixels(part);
            if (pixels.size() < SMALLEST_SLEEVE * chest * chest) {
                return null;
            }
            Vec root = shoulder.towards(armpit, 0.5);
            pixels.sort(Comparator.comparingDouble(pixel -> pixel.distance(root)));
            Vec cuff = mean(pixels, 0.95, 1);
            double reach = root.distance(cuff);
            List<Vec> middle = pixels.stream()
                    .filter(pixel -> Math.abs(pixel.distance(root) / reach - 0.5) < 0.06)
                    .toList();
            Vec bend = middle.isEmpty() ? root.towards(cuff, 0.5) : mean(middle, 0, 1);
            Vec along = cuff.minus(bend).unit();
            Vec across = along.quarterTurn();
            double low = 0;
            double high = 0;
            for (Vec pixel : pixels) {
                Vec from = pixel.minus(cuff);
                if (Math.abs(from.dot(along)) < 0.1 * reach) {
                    low = Math.min(low, from.dot(across));
                    high = Math.max(high, from.dot(across));
                }
            }
            return new Sleeve(root, bend, cuff.plus(across.times((low + high) / 2)), high - low, armhole.sleeveEnd());
        }
    }

    private static Vec mean(List<Vec> points, double from, double to) {
        List<Vec> part = points.subList((int) (from * points.size()), (int) (to * points.size()));
        Vec sum = new Vec(0, 0);
        for (Vec point : part) {
            sum = sum.plus(point);
        }
        return sum.times(1.0 / part.size());
    }

    private static List<Vec> pixels(Mat mask) {
        int width = mask.cols();
        byte[] values = new byte[(int) mask.total()];
        mask.get(0, 0, values);
        List<Vec> pixels = new ArrayList<>();
        for (int y = 0; y < mask.rows(); y++) {
            for (int x = 0; x < width; x++) {
                if (values[y * width + x] != 0) {
                    pixels.add(new Vec(x, y));
                }
            }
        }
        return pixels;
    }
}
