/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.compare;

import dev.tryon.masking.photo.MatScope;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * How far a region agrees with a reference. All are shares in [0, 1]; NaN where there is nothing to take a share of.
 * Immutable.
 *
 * @param recall share of the truth that the region covers. Where the truth is what another system changed, this says
 *     how much of that change the region contains
 * @param recallOnPerson the same, of the truth that lies on the person: references often take ground beside it; NaN when
 *     none does
 * @param spill share of the protected truth that the region covers all the same; NaN when nothing is protected
 * @param precision share of the region that is truth. A region that has to hide the form of an old garment is larger
 *     than the garment: a low precision is no fault by itself
 * @param iou intersection over union of region and truth
 */
public record Agreement(double recall, double recallOnPerson, double spill, double precision, double iou) {
    /**
     * @param region CV_8UC1, above 0 = may be painted
     * @param truth CV_8UC1, the same size, above 0 = should be painted
     * @param guarded CV_8UC1, the same size, above 0 = must not be painted; truth wins where both are set
     * @param person CV_8UC1, the same size, above 0 = the person
     */
    public static Agreement of(Mat region, Mat truth, Mat guarded, Mat person) {
        check("truth", region, truth);
        check("person", region, person);
        check("guarded", region, guarded);
        try (MatScope scope = new MatScope()) {
            Mat both = scope.create();
            Core.min(region, truth, both);
            double hit = Core.countNonZero(both);
            double painted = Core.countNonZero(region);
            double wanted = Core.countNonZero(truth);
            Mat onPerson = scope.create();
            Core.min(truth, person, onPerson);
            double wantedOnPerson = Core.countNonZero(onPerson);
            Core.min(onPerson, region, onPerson);
            Mat outside = scope.create();
            Core.compare(truth, new Scalar(0), outside, Core.CMP_EQ);
            Mat safe = scope.create();
            Core.min(guarded, outside, safe);
            double all = Core.countNonZero(safe);
            Core.min(safe, region, safe);
            return new Agreement(
                    hit / wanted,
                    Core.countNonZero(onPerson) / wantedOnPerson,
                    Core.countNonZero(safe) / all,
                    hit / painted,
                    hit / (painted + wanted - hit));
        }
    }

    private static void check(String name, Mat region, Mat other) {
        if (other.type() != CvType.CV_8UC1 || !other.size().equals(region.size())) {
            throw new IllegalArgumentException(
                    "%s: must be CV_8UC1 of %d x %d, was %s".formatted(name, region.cols(), region.rows(), other));
        }
    }
}
