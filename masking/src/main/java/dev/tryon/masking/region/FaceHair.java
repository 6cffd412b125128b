/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.ColourHistogram;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Strands of hair over forehead and temples. Skin's colours are learnt from cheeks and nose, hair's from the ring above
 * the face; within reach of that ring, what is far more likely hair than skin is hair. No answer where the colours are
 * alike (a bald head, a hat of skin colour). Stateless.
 */
final class FaceHair {
    private static final int[] SKIN = {50, 280, 4, 205, 425, 151};
    private static final double MOST_OVERLAP = 0.55;

    private FaceHair() {}

    /** CV_8UC1; the caller releases it. */
    static Mat find(Mat rgb, FaceFrame face, Mat silhouette) {
        Size size = rgb.size();
        double height = face.height();
        try (MatScope scope = new MatScope()) {
            Mat lab = scope.create();
            Imgproc.cvtColor(rgb, lab, Imgproc.COLOR_RGB2Lab);
            Imgproc.GaussianBlur(lab, lab, new Size(0, 0), Math.max(0.8, 0.006 * height));
            Mat patches = scope.track(Shapes.blank(size));
            for (int point : SKIN) {
                Shapes.disc(patches, face.at(point), 0.06 * height);
            }
            Mat ring = scope.track(Shapes.blank(size));
            Shapes.polygon(ring, face.oval(0.3));
            Mat inner = scope.track(Shapes.blank(size));
            Shapes.polygon(inner, face.oval(0.08));
            Masks.subtract(ring, inner);
            lowerHalf(inner, face);
            Masks.subtract(ring, inner);
            Core.bitwise_and(ring, silhouette, ring);
            ColourHistogram skin = new ColourHistogram(lab, patches);
            ColourHistogram hair = new ColourHistogram(lab, ring);
            Mat found = Shapes.blank(size);
            if (skin.samples() < 40 || hair.samples() < 60 || skin.overlap(hair) > MOST_OVERLAP) {
                return found;
            }
            Shapes.polygon(found, face.oval(0.35));
            Core.bitwise_and(found, silhouette, found);
            keepLikely(found, lab, hair, skin);
            Masks.smooth(found, Math.max(0.8, 0.008 * height));
            Core.bitwise_or(found, ring, found);
            Masks.keepLarge(found, 0.2);
            // Beards have hair's colours and are the face's.
            Mat lower = scope.track(Mat.ones(size, CvType.CV_8UC1));
            lowerHalf(lower, face);
            Core.compare(lower, new Scalar(255), lower, Core.CMP_EQ);
            Masks.subtract(found, lower);
            return found;
        }
    }

    private static void lowerHalf(Mat mask, FaceFrame face) {
        Vec eyes = face.at(33).towards(face.at(263), 0.5);
        Shapes.polygon(
                mask,
                List.of(face.at(eyes, -2, 0.1), face.at(eyes, 2, 0.1), face.at(eyes, 2, 3), face.at(eyes, -2, 3)));
    }

    private static void keepLikely(Mat mask, Mat lab, ColourHistogram hair, ColourHistogram skin) {
        byte[] values = new byte[(int) mask.total()];
        mask.get(0, 0, values);
        byte[] colours = new byte[3 * values.length];
        lab.get(0, 0, colours);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                double likelihood = hair.likelihood(colours, 3 * i);
                boolean likely = likelihood > 1e-4 && likelihood > 4 * skin.likelihood(colours, 3 * i);
                values[i] = (byte) (likely ? 255 : 0);
            }
        }
        mask.put(0, 0, values);
    }
}
