/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.ColourHistogram;
import dev.tryon.masking.raster.Masks;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Long hair that falls over shoulders and chest. What frames the upper face shows the hair's colours; pixels near the
 * head that are far more likely hair than garment or skin, and are no specks, are hair. Where the colours do not differ
 * enough there is no answer, and the garment is painted over the hair. Stateless.
 */
final class Hair {
    private static final int FOREHEAD = 10;
    private static final int CHIN = 152;
    /** Above this the colours of hair and garment cannot be told apart. */
    private static final double MOST_OVERLAP = 0.55;

    private Hair() {}

    /** CV_8UC1, empty without a face mesh; released by the caller. */
    static Mat find(Evidence evidence, PersonColours colours, Mat silhouette, Mat face) {
        Size size = silhouette.size();
        if (evidence.face().isEmpty()) {
            return Shapes.blank(size);
        }
        Vec forehead = evidence.face().get(FOREHEAD);
        Vec chin = evidence.face().get(CHIN);
        Vec centre = forehead.towards(chin, 0.5);
        double height = forehead.distance(chin);
        try (MatScope scope = new MatScope()) {
            Mat frame =
                    scope.track(frame(size, centre, height, chin.minus(forehead).unit()));
            Core.bitwise_and(frame, silhouette, frame);
            Mat grownFace = scope.track(face.clone());
            Masks.grow(grownFace, 0.06 * height);
            Masks.subtract(frame, grownFace);
            ColourHistogram hair = colours.of(frame);
            if (hair.samples() < 60
                    || colours.overlapWithGarment(hair) > MOST_OVERLAP
                    || colours.overlapWithSkin(hair) > 0.8) {
                return Shapes.blank(size);
            }
            Mat found = Shapes.blank(size);
            Shapes.disc(found, centre.towards(chin, 0.6), 2.3 * height);
            Core.bitwise_and(found, silhouette, found);
            colours.keepLikely(found, hair);
            Mat disc = scope.track(Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(3, 3)));
            Imgproc.morphologyEx(found, found, Imgproc.MORPH_OPEN, disc);
            Masks.smooth(found, Math.max(1, 0.02 * height));
            Core.bitwise_or(found, frame, frame);
            keepLocks(found, frame);
            return found;
        }
    }

    /** The upper half of a ring around the face. */
    private static Mat frame(Size size, Vec centre, double height, Vec down) {
        Mat frame = Shapes.blank(size);
        double tilt = Math.atan2(-down.x(), down.y());
        Shapes.ellipse(frame, centre, 0.6 * height, 0.78 * height, tilt);
        Vec side = down.quarterTurn().times(height);
        Vec low = centre.plus(down.times(height));
        try (MatScope scope = new MatScope()) {
            Mat below = scope.track(Shapes.blank(size));
            Shapes.polygon(below, List.of(centre.plus(side), centre.minus(side), low.minus(side), low.plus(side)));
            Masks.subtract(frame, below);
        }
        return frame;
    }

    /** Of {@code found} only what belongs to a component of {@code locks}, its superset, that is no speck. */
    private static void keepLocks(Mat found, Mat locks) {
        try (MatScope scope = new MatScope()) {
            Mat labels = scope.create();
            int count = Imgproc.connectedComponents(locks, labels, 8, CvType.CV_32S);
            int[] label = new int[(int) labels.total()];
            labels.get(0, 0, label);
            int[] sizes = new int[count];
            int largest = 0;
            for (int one : label) {
                sizes[one]++;
                largest = one > 0 ? Math.max(largest, sizes[one]) : largest;
            }
            byte[] values = new byte[label.length];
            found.get(0, 0, values);
            for (int i = 0; i < values.length; i++) {
                // Strands beside the neck may hang apart from the crown.
                boolean strand = label[i] > 0 && sizes[label[i]] > 0.08 * largest;
                values[i] = strand ? values[i] : 0;
            }
            found.put(0, 0, values);
        }
    }
}
