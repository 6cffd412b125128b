/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_KNEE;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.placement.Layers.Layer;
import dev.tryon.masking.policy.LowerBody;
import dev.tryon.masking.region.BodyFrame;
import dev.tryon.masking.region.Foot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Lays trousers, shorts and skirts on a person. Trousers are two layers, each the waist and one leg, so that legs may
 * stride or cross; a skirt is one. The garment is as wide as the hips with some ease, and reaches as far down the legs as
 * its own proportions say: hip breadth is about 1.9 times the distance of the hip joints, the inside leg 2.2 times the
 * hip breadth (adult body measurement tables, rounded). Stateless.
 */
final class BottomPlacement implements ProductPlacement {
    private static final double BREADTH = 1.9;
    private static final double EASE = 1.08;
    /** Garments that cover more of the leg than this go to its end. */
    private static final double LONG = 0.86;

    private final double waist;

    BottomPlacement(LowerBody parameters) {
        this.waist = parameters.waist();
    }

    @Override
    public Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge) {
        try (MatScope scope = new MatScope()) {
            if (person == null) {
                Warp warp = Warp.ofBoxes(Imgproc.boundingRect(product.alpha()), Imgproc.boundingRect(mask));
                warp.nudge(nudge);
                return Layers.flatten(List.of(warp.smooth(product.rgb(), product.alpha(), mask.size(), scope)), mask);
            }
            LowerShape shape = LowerShape.of(product.alpha());
            Fit fit = Fit.of(shape, person, waist);
            List<Layer> layers = new ArrayList<>();
            if (shape.hasLegs()) {
                for (boolean left : new boolean[] {false, true}) {
                    Warp warp = fit.leg(left);
                    warp.nudge(nudge);
                    Mat half = scope.track(half(product.alpha(), shape, left));
                    layers.add(warp.smooth(product.rgb(), half, mask.size(), scope));
                }
            } else {
                Warp warp = fit.skirt();
                warp.nudge(nudge);
                layers.add(warp.smooth(product.rgb(), product.alpha(), mask.size(), scope));
            }
            return Layers.flatten(layers, mask);
        }
    }

    /** One leg and its half of the waist, with a little overlap so that no seam shows. */
    private static Mat half(Mat alpha, LowerShape shape, boolean left) {
        Mat half = alpha.clone();
        int overlap = Math.max(2, alpha.cols() / 100);
        int middle = (int) shape.crotch().x() + (left ? overlap : -overlap);
        middle = Math.min(Math.max(1, middle), alpha.cols() - 1);
        Rect other =
                left ? new Rect(middle, 0, alpha.cols() - middle, alpha.rows()) : new Rect(0, 0, middle, alpha.rows());
        try (MatScope scope = new MatScope()) {
            scope.track(half.submat(other)).setTo(Scalar.all(0));
            Mat kept = scope.track(half.clone());
            Core.min(kept, alpha, half);
        }
        return half;
    }

    /** The product's shape and the body that it goes on; left and right as the picture is seen. */
    private record Fit(LowerShape shape, BodyFrame body, Limb leftLeg, Limb rightLeg, Vec across, double waistLine) {
        static Fit of(LowerShape shape, Evidence person, double waist) {
            BodyFrame body = BodyFrame.of(person);
            boolean front = body.rightHip().x() <= body.leftHip().x();
            Limb left = leg(person, body, !front);
            Limb right = leg(person, body, front);
            return new Fit(shape, body, left, right, body.side().times(front ? 1 : -1), 1 - 0.8 * waist);
        }

        private static Limb leg(Evidence person, BodyFrame body, boolean personsLeft) {
            Foot foot = Foot.both(person).get(personsLeft ? 0 : 1);
            Vec hip = personsLeft ? body.leftHip() : body.rightHip();
            return new Limb(hip, person.at(personsLeft ? LEFT_KNEE : RIGHT_KNEE), foot.ankle());
        }

        /** Pixels of the canvas per pixel of the product. */
        double scale() {
            return EASE * breadth() / Math.max(1, shape.hipWidth());
        }

        private double breadth() {
            return Math.max(BREADTH * body.leftHip().distance(body.rightHip()), 0.72 * body.unit());
        }

        private Vec waist() {
            return body.midShoulders().plus(body.down().times(waistLine * body.torso()));
        }

        private double legLength() {
            return (length(leftLeg) + length(rightLeg)) / 2;
        }

        private static double length(Limb leg) {
            return leg.shoulder().distance(leg.elbow()) + leg.elbow().distance(leg.wrist());
        }

        /** Share of the leg, from the hip joint, that the garment covers. */
        private double reach() {
            double fromHips = shape.length() * scale() - waist().distance(body.midHips());
            double share = fromHips / Math.max(1, legLength());
            return share > LONG ? 1.02 : Math.max(0.12, share);
        }

        private Vec crotch() {
            return body.midHips().plus(body.down().times(0.26 * breadth()));
        }

        /** Waist and hips on one side, and the leg below. */
        Warp leg(boolean left) {
            Warp warp = new Warp();
            double outward = left ? -1 : 1;
            for (boolean side : new boolean[] {true, false}) {
                double sign = side ? -1 : 1;
                double half = scale() * shape.side(side, 0).distance(shape.side(!side, 0)) / 2;
                half = Math.min(half, 0.6 * breadth());
                warp.add(shape.side(side, 0), waist().plus(across.times(sign * half)));
            }
            Limb limb = left ? leftLeg : rightLeg;
            Vec hip = body.midHips().plus(across.times(outward * breadth() / 2));
            warp.add(shape.side(left, 0.85), hip);
            warp.add(shape.crotch(), crotch());
            double start = limb.shoulder().distance(crotch()) / Math.max(1, length(limb));
            for (double share : new double[] {0.3, 0.65, 1}) {
                Vec[] borders = shape.leg(left, share);
                double along = start + share * (reach() - start);
                Vec middle = limb.at(along);
                Vec turn = limb.at(Math.min(1.05, along + 0.04)).minus(limb.at(Math.max(0, along - 0.04)));
                Vec side = turn.unit().quarterTurn();
                side = side.dot(across) * outward >= 0 ? side : side.times(-1);
                double half = Math.max(scale() * borders[0].distance(borders[1]) / 2, 0.1 * breadth());
                warp.add(borders[0], middle.plus(side.times(half)));
                warp.add(borders[1], middle.minus(side.times(half)));
            }
            return warp;
        }

        Warp skirt() {
            Warp warp = new Warp();
            Vec end = leftLeg.at(reach()).towards(rightLeg.at(reach()), 0.5);
            double apart = leftLeg.at(reach()).distance(rightLeg.at(reach()));
            for (double share : new double[] {0, 0.35, 0.7, 1}) {
                Vec middle = waist().towards(end, share);
                double width = scale() * shape.side(true, share).distance(shape.side(false, share));
                double half = Math.max(width, share > 0.5 ? share * (apart + 0.3 * breadth()) : 0) / 2;
                warp.add(shape.side(true, share), middle.minus(across.times(half)));
                warp.add(shape.side(false, share), middle.plus(across.times(half)));
            }
            return warp;
        }
    }
}
