/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.placement.Layers.Layer;
import dev.tryon.masking.placement.SleeveWarp.Strip;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.region.BodyFrame;
import dev.tryon.masking.region.Foot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Lays a cut-out top or dress on a person: body and sleeves are warped apart, each by its own map, and laid over each other.
 * What comes out is a coarse dressing that carries the product's texture to about the right place; an expert does the
 * rest. Stateless.
 */
final class TopPlacement implements ProductPlacement {
    /** Widest hems, in chest widths: tops fall straight, skirts of dresses flare. */
    private static final double CLOSE = 1.25;

    private static final double LOOSE = 3;

    /** How far below the hips a top may reach, in torso lengths; a dress's limit is the ankles. */
    private final double hem;

    private final boolean toTheAnkles;

    private TopPlacement(double hem, boolean toTheAnkles) {
        this.hem = hem;
        this.toTheAnkles = toTheAnkles;
    }

    static TopPlacement ofTops(UpperBody parameters) {
        // A little above the region's own lower end, so that the hem is seen whole.
        return new TopPlacement(0.85 * parameters.hem(), false);
    }

    static TopPlacement ofDresses() {
        return new TopPlacement(0, true);
    }

    @Override
    public Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge) {
        GarmentShape shape = product.wearer() == null
                ? PackshotShape.of(product.alpha())
                : WornShape.of(product.alpha(), product.wearer());
        GarmentShape worn = person == null
                ? intoBox(shape, Imgproc.boundingRect(product.alpha()), Imgproc.boundingRect(mask))
                : BodyFit.of(shape, person, lowest(person), toTheAnkles ? LOOSE : CLOSE);
        return draw(product, shape, nudged(worn, nudge), mask);
    }

    /** How far below the shoulders the garment may reach, in torso lengths. */
    private double lowest(Evidence person) {
        if (!toTheAnkles) {
            return 1 + hem;
        }
        BodyFrame body = BodyFrame.of(person);
        double ankles = 0;
        for (Foot foot : Foot.both(person)) {
            ankles = Math.max(ankles, foot.ankle().minus(body.midShoulders()).dot(body.down()));
        }
        return Math.max(1.3, 0.97 * ankles / body.torso());
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
            return Layers.flatten(layers(flat, worn, rgb, alpha, width, height, scope), mask);
        }
    }

    /** From the back to the front. */
    private static List<Layer> layers(
            GarmentShape flat, GarmentShape worn, Mat rgb, Mat alpha, int width, int height, MatScope scope) {
        List<Layer> layers = new ArrayList<>();
        Mat body = scope.track(alpha.clone());
        Layer torso = new Layer(TorsoWarp.field(flat, worn, width, height), rgb, body);
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
            Layer sleeve = new Layer(SleeveWarp.field(strip, onArm, width, height), rgb, part);
            // An arm that hangs comes from behind the chest; one that is folded lies before it.
            boolean before = worn.overTorso(onArm.sleeve().bend())
                    || worn.overTorso(onArm.sleeve().cuff());
            layers.add(before ? layers.size() : 0, sleeve);
        }
        return layers;
    }

    private static GarmentShape intoBox(GarmentShape shape, Rect from, Rect to) {
        double scale = Math.min((double) to.width / from.width, (double) to.height / from.height);
        Vec start = new Vec(from.x + from.width / 2.0, from.y + from.height / 2.0);
        Vec end = new Vec(to.x + to.width / 2.0, to.y + to.height / 2.0);
        return shape.moved(point -> point.minus(start).times(scale).plus(end), scale);
    }
}
