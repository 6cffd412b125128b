/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_ELBOW;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_HIP;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_KNEE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.ColourHistogram;
import dev.tryon.masking.raster.Shapes;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Tells arms and feet, drawn as wide capsules, from the trousers or the skirt beside and behind them: by the colours
 * along the bones of arms and hands, and of the thighs. Holds no native memory.
 */
final class LimbColours {
    private static final BodyLandmark[][] ARMS = {
        {LEFT_ELBOW, LEFT_WRIST, LEFT_INDEX}, {RIGHT_ELBOW, RIGHT_WRIST, RIGHT_INDEX}
    };

    private static final BodyLandmark[][] THIGHS = {{LEFT_HIP, LEFT_KNEE}, {RIGHT_HIP, RIGHT_KNEE}};

    private final byte[] lab;
    private final ColourHistogram arms;
    private final ColourHistogram thighs;
    private final ColourHistogram face;

    LimbColours(Mat rgb, Evidence evidence, double unit, Mat silhouette) {
        try (MatScope scope = new MatScope()) {
            Mat picture = scope.create();
            Imgproc.cvtColor(rgb, picture, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(picture, picture, new Size(0, 0), 1.2);
            this.lab = new byte[3 * (int) picture.total()];
            picture.get(0, 0, lab);
            Mat part = scope.track(Shapes.blank(rgb.size()));
            for (BodyLandmark[] arm : ARMS) {
                Vec wrist = evidence.at(arm[1]);
                Shapes.capsule(part, evidence.at(arm[0]), 0.03 * unit, wrist, 0.03 * unit);
                Shapes.capsule(part, wrist, 0.03 * unit, evidence.at(arm[2]), 0.03 * unit);
            }
            Core.bitwise_and(part, silhouette, part);
            this.arms = new ColourHistogram(picture, part);
            Mat legs = scope.track(Shapes.blank(rgb.size()));
            for (BodyLandmark[] thigh : THIGHS) {
                Vec hip = evidence.at(thigh[0]);
                Vec knee = evidence.at(thigh[1]);
                Shapes.capsule(legs, hip.towards(knee, 0.05), 0.1 * unit, hip.towards(knee, 0.6), 0.1 * unit);
            }
            Core.bitwise_and(legs, silhouette, legs);
            this.thighs = new ColourHistogram(picture, legs);
            Mat skin = scope.track(Shapes.blank(rgb.size()));
            if (!evidence.face().isEmpty()) {
                Shapes.polygon(skin, FaceFrame.of(evidence).oval(-0.05));
            }
            this.face = new ColourHistogram(picture, skin);
        }
    }

    /** Empties {@code mask} (CV_8UC1) where the colour is far more likely the thighs' than that of arms, hands or face. */
    void dropThighs(Mat mask) {
        byte[] values = new byte[(int) mask.total()];
        mask.get(0, 0, values);
        for (int i = 0; i < values.length; i++) {
            double others = Math.max(arms.likelihood(lab, 3 * i), face.likelihood(lab, 3 * i));
            if (values[i] != 0 && thighs.likelihood(lab, 3 * i) > 4 * others + 2e-4) {
                values[i] = 0;
            }
        }
        mask.put(0, 0, values);
    }
}
