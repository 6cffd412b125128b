/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import dev.tryon.masking.photo.Photo;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** How a result is laid out: as its subject is stored, except that grey becomes colour, since products have colour. */
final class StoredLayout {
    private StoredLayout() {}

    /** Grey becomes blue = green = red. {@code stored} may be a part of the photo. A new Mat that the caller releases. */
    static Mat of(Mat stored) {
        Mat laidOut = new Mat();
        if (stored.channels() == 1) {
            Imgproc.cvtColor(stored, laidOut, Imgproc.COLOR_GRAY2BGR);
        } else {
            stored.copyTo(laidOut);
        }
        return laidOut;
    }

    /** The CvType of a result for that subject. */
    static int typeFor(Photo subject) {
        Mat raw = subject.raw();
        return CvType.makeType(raw.depth(), raw.channels() == 4 ? 4 : 3);
    }
}
