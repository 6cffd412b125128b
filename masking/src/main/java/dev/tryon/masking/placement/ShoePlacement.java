/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.placement.Layers.Layer;
import dev.tryon.masking.policy.Feet;
import dev.tryon.masking.region.BodyFrame;
import dev.tryon.masking.region.Foot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * Lays shoes on feet, each its own. A pair in the picture is taken apart; of a single shoe the other foot gets the mirror
 * image. The sole goes from the heel to beyond the toes. Where the foot points to the camera, which a packshot from the
 * side cannot show, the shoe is set down beside the foot's axis, shortened, toes outwards. Stateless.
 */
final class ShoePlacement implements ProductPlacement {
    /** A foot is about 0.62 of the shin (adult body measurement tables, rounded). */
    private static final double FOOT = 0.62;
    /** Below this share of its real length a foot is seen from the front. */
    private static final double FRONTAL = 0.55;

    private final Feet parameters;

    ShoePlacement(Feet parameters) {
        this.parameters = parameters;
    }

    @Override
    public Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge) {
        try (MatScope scope = new MatScope()) {
            List<Layer> layers = new ArrayList<>();
            if (person == null || !person.hasBody()) {
                Warp warp = Warp.ofBoxes(Imgproc.boundingRect(product.alpha()), Imgproc.boundingRect(mask));
                warp.nudge(nudge);
                layers.add(warp.smooth(product.rgb(), product.alpha(), mask.size(), scope));
                return Layers.flatten(layers, mask);
            }
            List<ProductShoe> shoes = ProductShoe.of(product.alpha(), scope);
            // Seen from the left to the right; the farther foot, higher in the picture, is drawn first.
            List<Foot> feet = Foot.both(person).stream()
                    .filter(foot -> foot.inPicture(person) > 0.3)
                    .sorted(Comparator.comparingDouble(foot -> foot.ankle().x()))
                    .toList();
            List<Foot> order = feet.stream()
                    .sorted(Comparator.comparingDouble(foot -> foot.toe().y()))
                    .toList();
            double outside = BodyFrame.of(person).midHips().x();
            for (Foot foot : order) {
                ProductShoe shoe = shoes.get(Math.min(feet.indexOf(foot), shoes.size() - 1));
                Warp warp = onFoot(shoe, foot, shin(feet, person), outside);
                warp.nudge(nudge);
                layers.add(warp.smooth(product.rgb(), shoe.alpha(), mask.size(), scope));
            }
            return Layers.flatten(layers, mask);
        }
    }

    private static double shin(List<Foot> feet, Evidence person) {
        double shins = feet.stream().mapToDouble(Foot::shin).average().orElse(1);
        return Math.max(shins, 0.5 * BodyFrame.of(person).unit());
    }

    private Warp onFoot(ProductShoe shoe, Foot foot, double shin, double middle) {
        Vec along = foot.toe().minus(foot.heel());
        double real = FOOT * shin;
        boolean frontal = Math.abs(along.x()) < FRONTAL * real;
        Vec down = new Vec(0, 0.5 * parameters.sole() * shin);
        Vec heel = foot.heel().plus(down);
        Vec toe = heel.plus(along.times(1 + parameters.toe())).plus(down);
        if (frontal) {
            double out = foot.ankle().x() < middle ? -1 : 1;
            Vec centre = foot.heel().towards(foot.toe(), 0.7).plus(down);
            Vec half = new Vec(out * Math.max(0.55 * real, Math.abs(along.x())), 0.12 * along.y());
            heel = centre.minus(half);
            toe = centre.plus(half);
        }
        double scale = heel.distance(toe) / Math.max(1, shoe.length());
        Vec forward = toe.minus(heel).unit();
        Vec turned = forward.quarterTurn();
        Vec up = turned.y() <= 0 ? turned : turned.times(-1);
        // Foreshortening shortens the sole, not the height.
        double height = shoe.height() * Math.max(scale, 1.1 * real / Math.max(1, shoe.length()));
        Warp warp = new Warp();
        warp.add(shoe.heel(), heel);
        warp.add(shoe.toe(), toe);
        warp.add(shoe.heelTop(), heel.plus(up.times(height)));
        warp.add(shoe.toeTop(), toe.plus(up.times(height)));
        return warp;
    }
}
