/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.policy.Eyes;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Mat;

/**
 * The region of eyewear: a band over both eyes, from above the brows to the cheekbones. It ends a little beyond the face's
 * outline on the side that is turned away, and reaches over the temple to the ear on the side that is turned to the
 * camera; from the front it takes some of both. Old glasses, sunglasses too, disappear within it.
 */
final class EyesRegion extends FaceRecipe {
    /** Upper rims of the brows, from the nose outwards. */
    private static final int[] RIGHT_BROW = {107, 66, 105, 63, 70};

    private static final int[] LEFT_BROW = {336, 296, 334, 293, 300};
    /** Lower rims of the eyes, from the nose outwards. */
    private static final int[] RIGHT_LID = {155, 153, 145, 163, 33};

    private static final int[] LEFT_LID = {382, 380, 374, 390, 263};
    private static final int RIGHT_TEMPLE = 127;
    private static final int LEFT_TEMPLE = 356;
    private static final int BRIDGE = 6;
    private static final int NOSE_TIP = 4;
    private static final int[] LIPS = {61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91};

    private final Eyes parameters;

    EyesRegion(EvidenceNeeds needs, Eyes parameters) {
        super(needs, parameters.minimumFace());
        this.parameters = parameters;
    }

    @Override
    public DrawnRegion draw(Mat rgb, Evidence evidence) {
        FaceFrame face = FaceFrame.of(evidence);
        double unit = face.height();
        try (MatScope scope = new MatScope()) {
            Mat wanted = Shapes.blank(rgb.size());
            Shapes.polygon(wanted, outline(face));
            Mat core = Shapes.blank(rgb.size());
            for (int[] lid : new int[][] {RIGHT_LID, LEFT_LID}) {
                Shapes.disc(core, face.at(lid[2]), 0.1 * unit);
            }
            Masks.smooth(wanted, parameters.smoothing() * unit);
            Mat kept = Shapes.blank(rgb.size());
            if (parameters.keepHair()) {
                Mat silhouette = scope.track(Silhouette.of(rgb, evidence, silhouetteThreshold(), unit));
                Mat hair = scope.track(FaceHair.find(rgb, face, silhouette));
                hair.copyTo(kept);
                // Dark frames, brows and eyes have hair's colours; between the temples nothing is hair.
                Mat between = scope.track(Shapes.blank(rgb.size()));
                Shapes.polygon(between, face.oval(-0.02));
                Masks.subtract(kept, between);
            }
            if (parameters.keepNose()) {
                double half = parameters.nose() * unit;
                Vec below = face.at(BRIDGE).towards(face.at(NOSE_TIP), 0.35);
                Shapes.capsule(kept, below, half, face.at(NOSE_TIP), 1.3 * half);
            }
            Cleaning.clean(wanted, kept, 0.01 * unit * unit, 0.1);
            Mat guarded = Shapes.blank(rgb.size());
            Shapes.polygon(guarded, Arrays.stream(LIPS).mapToObj(face::at).toList());
            return new DrawnRegion(wanted, kept, core, guarded);
        }
    }

    /** Along the brows from the right ear to the left one, and back below the eyes. */
    private List<Vec> outline(FaceFrame face) {
        List<Vec> outline = new ArrayList<>();
        Vec rightEnd = face.at(face.at(RIGHT_TEMPLE), -beyond(-face.turn()), 0);
        Vec leftEnd = face.at(face.at(LEFT_TEMPLE), beyond(face.turn()), 0);
        outline.add(face.at(rightEnd, 0, 0.16));
        outline.add(face.at(rightEnd, 0, -0.1));
        for (int i = RIGHT_BROW.length - 1; i >= 0; i--) {
            outline.add(face.at(face.at(RIGHT_BROW[i]), 0, -parameters.brow()));
        }
        for (int brow : LEFT_BROW) {
            outline.add(face.at(face.at(brow), 0, -parameters.brow()));
        }
        outline.add(face.at(leftEnd, 0, -0.1));
        outline.add(face.at(leftEnd, 0, 0.16));
        for (int i = LEFT_LID.length - 1; i >= 0; i--) {
            outline.add(face.at(face.at(LEFT_LID[i]), 0, cheek(i)));
        }
        for (int i = 0; i < RIGHT_LID.length; i++) {
            outline.add(face.at(face.at(RIGHT_LID[i]), 0, cheek(i)));
        }
        return outline;
    }

    /** Lenses are rounded: lowest under the middle of the eye. */
    private double cheek(int place) {
        return parameters.cheek() * (place == 0 || place == RIGHT_LID.length - 1 ? 0.8 : 1);
    }

    /** @param towards 1 when that side is turned to the camera, -1 when it is turned away */
    private double beyond(double towards) {
        double seen = Math.min(1, Math.max(0, 0.45 + towards));
        return parameters.side() + parameters.ear() * seen;
    }
}
