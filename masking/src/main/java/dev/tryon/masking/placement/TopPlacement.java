/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.placement.SleeveWarp.Strip;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.raster.Masks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Lays a cut-out garment on a person: body and sleeves are warped apart, each by its own map, and laid over each other.
 * What comes out is a coarse dressing that carries the product's texture to about the right place; an expert does the
 * rest. Stateless.
 */
final class TopPlacement implements ProductPlacement {
    /** How far below the shoulders the region reaches, in torso lengths. */
    private final double lowest;

    TopPlacement(UpperBody parameters) {
        // A little above the region's own lower end, so that the hem is seen whole.
        this.lowest = 1 + 0.85 * parameters.hem();
    }

    @Override
    public Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge) {
        GarmentShape shape = product.wearer() == null
                ? PackshotShape.of(product.alpha())
                : WornShape.of(product.alpha(), product.wearer());
        GarmentShape worn = person == null
                ? intoBox(shape, Imgproc.boundingRect(product.alpha()), Imgproc.boundingRect(mask))
                : BodyFit.of(shape, person, lowest);
        return draw(product, shape, nudged(worn, nudge), mask);
    }

    private static GarmentShape nudged(GarmentShape worn, Nudge nudge) {
        Vec middle = worn.leftArmpit().towards(worn.rightArmpit(), 0.5);
        return worn.moved(point -> nudge.apply(point, middle, worn.chestWidth()), nudge.scaleX());
    }

    private static Mat draw(Cutout product, GarmentShape shape, GarmentShape worn, Mat mask) {
        try (MatScope scope = new MatScope()) {
            // Shrunk to the canvas's scale first: remap looks at four pixels only and would alias.
            double scale = Math.min(1, 1.15 * worn.chestWidth() / shape.chestWidth());
            Mat rgb = scope.track(product.rgb().clone());
            Mat alpha = scope.track(product.alpha().clone());
            if (scale < 0.95) {
                Imgproc.resize(rgb, rgb, new Size(), scale, scale, Imgproc.INTER_AREA);
                Imgproc.resize(alpha, alpha, new Size(), scale, scale, Imgproc.INTER_AREA);
            } else {
                scale = 1;
            }
            double factor = scale;
            GarmentShape flat = shape.moved(point -> point.times(factor), factor);
            int width = mask.cols();
            int height = mask.rows();
            List<Layer> layers = layers(flat, worn, alpha, width, height, scope);
            Mat colours = scope.track(Mat.zeros(height, width, CvType.CV_8UC3));
            Mat coverage = scope.track(Mat.zeros(height, width, CvType.CV_8UC1));
            for (Layer layer : layers) {
                Mat over = scope.track(layer.field.show(rgb));
                Mat opacity = scope.track(layer.field.show(layer.alpha));
                over.copyTo(colours, scope.track(where(coverage, opacity)));
                Cutout.blend(over, opacity, colours);
                addCoverage(coverage, opacity);
            }
            Core.min(coverage, mask, coverage);
            colours.setTo(Scalar.all(0), scope.track(equals(coverage, 0)));
            List<Mat> channels = new ArrayList<>();
            Core.split(colours, channels);
            channels.forEach(scope::track);
            channels.add(coverage);
            Mat rgba = new Mat();
            Core.merge(channels, rgba);
            return rgba;
        }
    }

    private record Layer(WarpField field, Mat alpha) {}

    /** From the back to the front. */
    private static List<Layer> layers(
            GarmentShape flat, GarmentShape worn, Mat alpha, int width, int height, MatScope scope) {
        List<Layer> layers = new ArrayList<>();
        Mat body = scope.track(alpha.clone());
        Layer torso = new Layer(TorsoWarp.field(flat, worn, width, height), body);
        layers.add(torso);
        for (boolean left : new boolean[] {true, false}) {
            Strip strip = flat.strip(left);
            Strip onArm = worn.strip(left);
            if (strip == null || onArm == null) {
                continue;
            }
            Mat part = scope.track(
                    SleeveCut.sever(alpha, strip, (int) flat.midShoulders().x()));
            Mat inner = scope.track(part.clone());
            Masks.grow(inner, -1.5);
            body.setTo(new Scalar(0), inner);
            double overlap = 0.015 * flat.chestWidth();
            Masks.grow(part, overlap);
            Imgproc.GaussianBlur(part, part, new Size(0, 0), Math.max(0.8, overlap / 2));
            Core.multiply(part, alpha, part, 1 / 255.0);
            Layer sleeve = new Layer(SleeveWarp.field(strip, onArm, width, height), part);
            // An arm that hangs comes from behind the chest; one that is folded lies before it.
            boolean before = worn.overTorso(onArm.sleeve().bend())
                    || worn.overTorso(onArm.sleeve().cuff());
            layers.add(before ? layers.size() : 0, sleeve);
        }
        return layers;
    }

    /** Where a layer is the first to be seen: there its colours are taken whole, so that black never shines through. */
    private static Mat where(Mat coverage, Mat opacity) {
        try (MatScope scope = new MatScope()) {
            Mat empty = scope.track(equals(coverage, 0));
            Mat visible = new Mat();
            Core.compare(opacity, new Scalar(0), visible, Core.CMP_GT);
            Core.bitwise_and(visible, empty, visible);
            return visible;
        }
    }

    /** 1 - (1 - a)(1 - b). */
    private static void addCoverage(Mat coverage, Mat opacity) {
        try (MatScope scope = new MatScope()) {
            Mat rest = scope.create();
            Core.bitwise_not(coverage, rest);
            Core.multiply(rest, opacity, rest, 1 / 255.0);
            Core.add(coverage, rest, coverage);
        }
    }

    private static Mat equals(Mat values, double value) {
        Mat equal = new Mat();
        Core.compare(values, new Scalar(value), equal, Core.CMP_EQ);
        return equal;
    }

    private static GarmentShape intoBox(GarmentShape shape, Rect from, Rect to) {
        double scale = Math.min((double) to.width / from.width, (double) to.height / from.height);
        Vec start = new Vec(from.x + from.width / 2.0, from.y + from.height / 2.0);
        Vec end = new Vec(to.x + to.width / 2.0, to.y + to.height / 2.0);
        return shape.moved(point -> point.minus(start).times(scale).plus(end), scale);
    }
}
