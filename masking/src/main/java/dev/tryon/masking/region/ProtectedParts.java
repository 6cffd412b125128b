/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.BodyLandmark.LEFT_EAR;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_PINKY;
import static dev.tryon.masking.evidence.BodyLandmark.LEFT_WRIST;
import static dev.tryon.masking.evidence.BodyLandmark.NOSE;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_EAR;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_INDEX;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_PINKY;
import static dev.tryon.masking.evidence.BodyLandmark.RIGHT_WRIST;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.GuidedFilter;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** What is never painted although it lies within the region's reach: face, hands, hair. Stateless. */
final class ProtectedParts {
    /** The outline of MediaPipe's face mesh, clockwise from the forehead. */
    private static final int[] OVAL = {
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
        150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
    };

    private static final BodyLandmark[][] HANDS = {
        {LEFT_WRIST, LEFT_INDEX, LEFT_PINKY}, {RIGHT_WRIST, RIGHT_INDEX, RIGHT_PINKY}
    };

    private final double face;
    private final double hand;

    /**
     * @param face by which the face's outline is grown, in face heights
     * @param hand half the width of a hand, in body units
     */
    ProtectedParts(double face, double hand) {
        this.face = face;
        this.hand = hand;
    }

    /** CV_8UC1; the caller releases it. */
    Mat draw(Mat rgb, Evidence evidence, BodyFrame body, Mat silhouette) {
        try (MatScope scope = new MatScope()) {
            Mat parts = Shapes.blank(rgb.size());
            head(parts, evidence, body);
            PersonColours colours = new PersonColours(rgb, evidence, body, silhouette, parts);
            Mat hair = scope.track(Hair.find(evidence, colours, silhouette, parts));
            Core.bitwise_or(parts, hair, parts);
            Mat hands = scope.track(Shapes.blank(rgb.size()));
            hands(hands, evidence, body);
            Core.bitwise_and(hands, silhouette, hands);
            if (!evidence.face().isEmpty()) {
                // Around fingers that lie on the garment the garment goes; without a face nobody knows skin.
                colours.dropGarment(hands);
                Masks.smooth(hands, 0.012 * body.unit());
            }
            Core.bitwise_or(parts, hands, parts);
            // Drawn shapes end somewhere near chin and fingers; the picture says where.
            Mat followed = scope.track(GuidedFilter.apply(rgb, parts, Math.max(2, 0.03 * body.unit()), 2e-3));
            Imgproc.threshold(followed, parts, 127, 255, Imgproc.THRESH_BINARY);
            return parts;
        }
    }

    /** What has to be protected by the landmarks alone, a little inside its own border. CV_8UC1; the caller releases it. */
    Mat guarded(Size size, Evidence evidence, BodyFrame body) {
        Mat guarded = Shapes.blank(size);
        head(guarded, evidence, body);
        Masks.grow(guarded, -0.04 * body.unit());
        double radius = 0.5 * hand * body.unit();
        for (BodyLandmark[] landmarks : HANDS) {
            if (evidence.visibility(landmarks[0]) > 0.7) {
                Vec wrist = evidence.at(landmarks[0]);
                Vec knuckles = evidence.at(landmarks[1]).towards(evidence.at(landmarks[2]), 0.5);
                Shapes.capsule(guarded, wrist.towards(knuckles, 0.8), radius, wrist.towards(knuckles, 1.3), radius);
            }
        }
        return guarded;
    }

    private void head(Mat mask, Evidence evidence, BodyFrame body) {
        List<Vec> mesh = evidence.face();
        if (mesh.isEmpty()) {
            Vec ears = evidence.at(LEFT_EAR).towards(evidence.at(RIGHT_EAR), 0.5);
            Vec centre = ears.towards(evidence.at(NOSE), 0.5);
            double height = Math.max(0.2 * body.unit(), body.chin().distance(centre));
            Shapes.ellipse(mask, centre, 0.68 * height, height, tilt(body.chin().minus(centre)));
            return;
        }
        Vec centre = mesh.get(OVAL[0]).towards(mesh.get(152), 0.5);
        List<Vec> outline = new ArrayList<>();
        for (int point : OVAL) {
            outline.add(centre.towards(mesh.get(point), 1 + 2 * face));
        }
        Shapes.polygon(mask, outline);
    }

    /** Adds both hands, fingers included, as the landmarks say. */
    void hands(Mat mask, Evidence evidence, BodyFrame body) {
        double radius = hand * body.unit();
        for (BodyLandmark[] landmarks : HANDS) {
            Vec wrist = evidence.at(landmarks[0]);
            Vec knuckles = evidence.at(landmarks[1]).towards(evidence.at(landmarks[2]), 0.5);
            if (evidence.visibility(landmarks[0]) > 0.4) {
                // The landmarks end at the knuckles; fingers are about as long again.
                Shapes.capsule(mask, wrist.towards(knuckles, 0.45), radius, wrist.towards(knuckles, 1.9), radius);
            }
        }
    }

    private static double tilt(Vec downwards) {
        return Math.atan2(-downwards.x(), downwards.y());
    }
}
