/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.Feet;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.FailureCode;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * The region of shoes: each foot that is seen, from beyond the toes to some way up the shin, where boots end, and a
 * little ground for a new sole and its shadow. What the old shoe looked like must not be told from it, so it is wider
 * than the foot. The leg above is not painted.
 */
final class FeetRegion implements RegionRecipe {
    private final EvidenceNeeds needs;
    private final Feet parameters;

    FeetRegion(EvidenceNeeds needs, Feet parameters) {
        this.needs = needs;
        this.parameters = parameters;
    }

    @Override
    public void check(Evidence evidence) throws PhotoRejectedException {
        if (seen(evidence).isEmpty()) {
            throw new PhotoRejectedException(
                    FailureCode.REGION_NOT_VISIBLE,
                    "no foot can be seen: both lie outside the picture or behind something; use a photo that shows the"
                            + " person down to the ground");
        }
    }

    @Override
    public Rect window(Evidence evidence) {
        List<Vec> points = new ArrayList<>();
        for (Foot foot : seen(evidence)) {
            points.addAll(List.of(foot.knee(), foot.ankle(), foot.heel(), foot.toe()));
        }
        return BodyWindow.around(points, 0.8 * unit(evidence));
    }

    /** The mean length of the shins, as seen, but no less than half the body's unit: seen from above they shorten. */
    @Override
    public double unit(Evidence evidence) {
        double shins = seen(evidence).stream().mapToDouble(Foot::shin).average().orElse(1);
        return Math.max(shins, 0.5 * BodyFrame.of(evidence).unit());
    }

    @Override
    public double confidence(Evidence evidence) {
        double best =
                seen(evidence).stream().mapToDouble(Foot::visibility).max().orElse(0);
        return evidence.score() * best;
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        double unit = unit(evidence);
        try (MatScope scope = new MatScope()) {
            Mat silhouette = scope.track(Silhouette.of(rgb, evidence, needs.silhouetteThreshold(), unit));
            Masks.grow(silhouette, parameters.grow() * unit);
            Mat core = Shapes.blank(rgb.size());
            Mat wanted = Shapes.blank(rgb.size());
            Mat guarded = Shapes.blank(rgb.size());
            for (Foot foot : seen(evidence)) {
                foot(core, foot, unit, parameters.core(), parameters.shaftCore());
                foot(wanted, foot, unit, parameters.reach(), parameters.shaftReach());
                Vec kneeward = foot.ankle().towards(foot.knee(), parameters.shaft() + 0.15);
                Shapes.capsule(guarded, kneeward, 0.05 * unit, foot.knee(), 0.06 * unit);
            }
            Core.bitwise_and(wanted, silhouette, wanted);
            Core.bitwise_or(wanted, core, wanted);
            Masks.smooth(wanted, parameters.smoothing() * unit);
            Mat kept = Shapes.blank(rgb.size());
            Cleaning.clean(wanted, kept, 0.01 * unit * unit, 0.1);
            return new DrawnRegion(wanted, kept, core, guarded);
        }
    }

    private void foot(Mat mask, Foot foot, double unit, double half, double shaft) {
        double radius = half * unit;
        Vec tip = foot.heel().towards(foot.toe(), 1 + parameters.toe());
        Shapes.capsule(mask, foot.heel(), radius, tip, radius);
        Shapes.capsule(mask, foot.ankle(), radius, foot.toe(), radius);
        Vec below = new Vec(0, parameters.sole() * unit);
        Shapes.capsule(mask, foot.heel().plus(below), radius, tip.plus(below), radius);
        Vec top = foot.ankle().towards(foot.knee(), parameters.shaft());
        Shapes.sleeve(mask, foot.ankle(), Math.max(radius, shaft * unit), top, shaft * unit);
    }

    /** The feet that can be worked on: seen, and mostly within the picture. */
    private List<Foot> seen(Evidence evidence) {
        return Foot.both(evidence).stream()
                .filter(foot -> foot.visibility() >= needs.minimumVisibility()
                        && foot.inPicture(evidence) >= needs.minimumInPicture())
                .toList();
    }
}
