/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_SHOULDER;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.ColourHistogram;
import dev.tryon.masking.raster.Shapes;
import java.util.function.IntPredicate;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The colours of one person's parts, learnt from the places where each part surely is: chest and lower arms for what is
 * worn there, the face for skin. Immutable; holds no native memory.
 */
final class PersonColours {
    private static final BodyLandmark[][] ARMS = {
        {LEFT_SHOULDER, LEFT_ELBOW, LEFT_WRIST}, {RIGHT_SHOULDER, RIGHT_ELBOW, RIGHT_WRIST}
    };

    private final Size size;
    private final byte[] lab;
    private final ColourHistogram chest;
    private final ColourHistogram sleeves;
    private final ColourHistogram skin;

    /** @param face CV_8UC1: the face, or what stands for it */
    PersonColours(Mat rgb, Evidence evidence, BodyFrame body, Mat silhouette, Mat face) {
        try (MatScope scope = new MatScope()) {
            Mat picture = scope.create();
            Imgproc.cvtColor(rgb, picture, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(picture, picture, new Size(0, 0), 1.2);
            this.size = rgb.size();
            this.lab = new byte[3 * (int) picture.total()];
            picture.get(0, 0, lab);

            double unit = body.unit();
            Mat part = scope.track(Shapes.blank(size));
            Vec top = body.at(body.midShoulders(), 0, 0.4);
            Shapes.capsule(part, top, 0.2 * unit, body.midShoulders().towards(body.midHips(), 0.8), 0.25 * unit);
            Core.bitwise_and(part, silhouette, part);
            this.chest = new ColourHistogram(picture, part);
            Mat arms = scope.track(arms(evidence, unit));
            Core.bitwise_and(arms, silhouette, arms);
            this.sleeves = new ColourHistogram(picture, arms);
            this.skin = new ColourHistogram(picture, face);
        }
    }

    /** From the middle of the upper arms down, where hair seldom reaches: an open jacket differs from what is under it. */
    private Mat arms(Evidence evidence, double unit) {
        Mat arms = Shapes.blank(size);
        for (BodyLandmark[] arm : ARMS) {
            Vec elbow = evidence.at(arm[1]);
            Shapes.capsule(arms, evidence.at(arm[0]).towards(elbow, 0.5), 0.06 * unit, elbow, 0.06 * unit);
            Shapes.capsule(arms, elbow, 0.06 * unit, elbow.towards(evidence.at(arm[2]), 0.6), 0.05 * unit);
        }
        return arms;
    }

    ColourHistogram of(Mat part) {
        try (MatScope scope = new MatScope()) {
            Mat picture = scope.track(new Mat(size, CvType.CV_8UC3));
            picture.put(0, 0, lab);
            return new ColourHistogram(picture, part);
        }
    }

    /** How much a part's colours are also those of what is worn, [0, 1]. */
    double overlapWithGarment(ColourHistogram part) {
        return Math.max(part.overlap(chest), part.overlap(sleeves));
    }

    double overlapWithSkin(ColourHistogram part) {
        return part.overlap(skin);
    }

    /** Empties {@code mask} (CV_8UC1) where the colour is not far more likely {@code part}'s than garment's or skin's. */
    void keepLikely(Mat mask, ColourHistogram part) {
        keep(mask, at -> {
            double likelihood = part.likelihood(lab, at);
            double others = Math.max(worn(at), skin.likelihood(lab, at));
            return likelihood > 1e-4 && likelihood > 3 * others;
        });
    }

    /** Empties {@code mask} (CV_8UC1) where the colour is far more likely the garment's than skin's. */
    void dropGarment(Mat mask) {
        keep(mask, at -> worn(at) < 4 * skin.likelihood(lab, at) + 2e-4);
    }

    private double worn(int at) {
        return Math.max(chest.likelihood(lab, at), sleeves.likelihood(lab, at));
    }

    private void keep(Mat mask, IntPredicate wanted) {
        byte[] values = new byte[(int) mask.total()];
        mask.get(0, 0, values);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && !wanted.test(3 * i)) {
                values[i] = 0;
            }
        }
        mask.put(0, 0, values);
    }
}
