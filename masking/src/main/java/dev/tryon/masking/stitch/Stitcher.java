/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.policy.StitchRules;
import java.util.Collections;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Puts the painted canvas back into the photo. The declared mask is the given mask inside the crop's box; only its pixels
 * are written, so all others keep their value by construction. The painting is blended in <em>inward</em>: a pixel of the
 * mask at distance d from the nearest pixel outside takes the share min(1, d / (w + 1)) of the painting, w being the
 * feather's width. Where the mask ends at the picture's own edge nothing shows a seam, and nothing is feathered.
 *
 * <p>All work happens on the box, turned into the stored layout first, so the photo's own pixels are never turned and
 * turned back. Stateless, thread-safe.
 */
public final class Stitcher {
    private static final double EIGHT_TO_SIXTEEN_BITS = 257;

    /** Rows blended at a time: their float copies stay in the cache and cost little memory. */
    private static final int STRIP = 64;

    /**
     * @param mask CV_8UC1, upright, the photo's size; above 0 = may be painted
     * @param crop where the canvas lies in the upright photo
     * @param painted CV_8UC3, RGB, upright, the canvas's size
     * @param feather width of the inward blend as a share of the crop's longer side, 0 to 0.25
     * @param rules of the expert's policy
     * @return owned by the caller; all temporaries are released
     */
    public Stitched stitch(Photo subject, Mat mask, Crop crop, Mat painted, double feather, StitchRules rules) {
        check(subject, mask, painted, feather);
        Mat result = StoredLayout.of(subject.raw());
        Mat declared = Mat.zeros(result.size(), CvType.CV_8UC1);
        Rect inside = crop.inside(subject.width(), subject.height());
        if (!inside.empty()) {
            double width = feather * Math.max(crop.width(), crop.height());
            try (MatScope scope = new MatScope()) {
                Mat part = scope.track(mask.submat(inside));
                paste(new Pasting(subject, part, crop, painted, width, rules.match()), result, declared);
            } catch (RuntimeException e) {
                result.release();
                declared.release();
                throw e;
            }
        }
        return new Stitched(result, declared);
    }

    /** With the painting's own colours. */
    public Stitched stitch(Photo subject, Mat mask, Crop crop, Mat painted, double feather) {
        return stitch(subject, mask, crop, painted, feather, new StitchRules(StitchRules.ColourMatch.NONE));
    }

    /**
     * What goes where.
     *
     * @param mask the part of it that the box holds
     * @param width of the feather, in upright pixels
     */
    private record Pasting(
            Photo subject, Mat mask, Crop crop, Mat painted, double width, StitchRules.ColourMatch match) {}

    private static void paste(Pasting pasting, Mat result, Mat declared) {
        Photo subject = pasting.subject;
        Crop crop = pasting.crop;
        Orientation orientation = subject.orientation();
        Rect inside = crop.inside(subject.width(), subject.height());
        Rect stored = orientation.stored(inside, subject.width(), subject.height());
        try (MatScope scope = new MatScope()) {
            Mat writable = scope.create();
            Core.compare(pasting.mask, new Scalar(0), writable, Core.CMP_GT);
            Mat storedWritable = scope.track(orientation.stored(writable));
            storedWritable.copyTo(scope.track(declared.submat(stored)));
            Mat target = scope.track(result.submat(stored));
            Mat painting = scope.track(storedPainting(subject, crop, pasting.painted));
            ColourMatching.apply(pasting.match, target, painting, storedWritable);
            blend(target, painting, scope.track(storedShare(writable, inside, subject, pasting.width)), storedWritable);
        }
    }

    /** The painting as BGR, CV_8UC3, at the size and in the layout of the part of the photo that it goes to. */
    private static Mat storedPainting(Photo subject, Crop crop, Mat painted) {
        try (MatScope scope = new MatScope()) {
            Mat bgr = scope.create();
            Imgproc.cvtColor(painted, bgr, Imgproc.COLOR_RGB2BGR);
            Mat box = scope.track(crop.restore(bgr));
            return subject.orientation().stored(scope.track(crop.clip(box, subject.width(), subject.height())));
        }
    }

    private static Mat storedShare(Mat writable, Rect inside, Photo subject, double width) {
        try (MatScope scope = new MatScope()) {
            Mat share = scope.track(share(writable, inside, subject.width(), subject.height(), width));
            return subject.orientation().stored(share);
        }
    }

    /** The painting's share of each pixel, CV_32FC1 in (0, 1] inside the mask. */
    private static Mat share(Mat writable, Rect inside, int pictureWidth, int pictureHeight, double width) {
        if (width == 0) {
            return new Mat(writable.size(), CvType.CV_32FC1, new Scalar(1));
        }
        try (MatScope scope = new MatScope()) {
            // A frame of one pixel stands for what lies beyond the box: unpaintable where the picture goes on.
            Mat framed = scope.create();
            Core.copyMakeBorder(writable, framed, 1, 1, 1, 1, Core.BORDER_REPLICATE | Core.BORDER_ISOLATED);
            int last = framed.rows() - 1;
            int right = framed.cols() - 1;
            close(framed, new Rect(0, 0, framed.cols(), 1), inside.y > 0);
            close(framed, new Rect(0, last, framed.cols(), 1), inside.y + inside.height < pictureHeight);
            close(framed, new Rect(0, 0, 1, framed.rows()), inside.x > 0);
            close(framed, new Rect(right, 0, 1, framed.rows()), inside.x + inside.width < pictureWidth);
            Mat distance = scope.create();
            // Within 2 % of Euclid (Borgefors 1986, 5 x 5), at a quarter of the exact one's time; exact along rows and
            // columns.
            Imgproc.distanceTransform(framed, distance, Imgproc.DIST_L2, Imgproc.DIST_MASK_5);
            Mat share = new Mat();
            Mat core = scope.track(distance.submat(new Rect(1, 1, writable.cols(), writable.rows())));
            core.convertTo(share, CvType.CV_32F, 1 / (width + 1));
            Core.min(share, new Scalar(1), share);
            return share;
        }
    }

    private static void close(Mat framed, Rect side, boolean pictureGoesOn) {
        if (pictureGoesOn) {
            try (MatScope scope = new MatScope()) {
                scope.track(framed.submat(side)).setTo(new Scalar(0));
            }
        }
    }

    private static void blend(Mat target, Mat bgr, Mat share, Mat writable) {
        for (int row = 0; row < target.rows(); row += STRIP) {
            int end = Math.min(row + STRIP, target.rows());
            try (MatScope scope = new MatScope()) {
                Mat writableStrip = scope.track(writable.rowRange(row, end));
                if (Core.countNonZero(writableStrip) > 0) {
                    blendStrip(
                            scope.track(target.rowRange(row, end)),
                            scope.track(bgr.rowRange(row, end)),
                            scope.track(share.rowRange(row, end)),
                            writableStrip);
                }
            }
        }
    }

    /** target + share * (painted - target), which is exactly the painting where the share is 1. */
    private static void blendStrip(Mat target, Mat bgr, Mat share, Mat writable) {
        double scale = target.depth() == CvType.CV_16U ? EIGHT_TO_SIXTEEN_BITS : 1;
        try (MatScope scope = new MatScope()) {
            Mat old = scope.create();
            Mat blended = scope.create();
            Mat shares = scope.create();
            target.convertTo(old, CvType.CV_32F);
            if (old.channels() == 4) {
                // The alpha's painting is the alpha: it stays as it is.
                Imgproc.cvtColor(bgr, blended, Imgproc.COLOR_BGR2BGRA);
                blended.convertTo(blended, CvType.CV_32F, scale);
                Core.mixChannels(List.of(old), List.of(blended), scope.track(new MatOfInt(3, 3)));
            } else {
                bgr.convertTo(blended, CvType.CV_32F, scale);
            }
            Core.subtract(blended, old, blended);
            Core.merge(Collections.nCopies(old.channels(), share), shares);
            Core.multiply(blended, shares, blended);
            Core.add(blended, old, blended);
            blended.convertTo(blended, target.depth());
            blended.copyTo(target, writable);
        }
    }

    private static void check(Photo subject, Mat mask, Mat painted, double feather) {
        if (mask.type() != CvType.CV_8UC1 || mask.cols() != subject.width() || mask.rows() != subject.height()) {
            throw new IllegalArgumentException("mask: must be CV_8UC1 of %d x %d pixels, was %s"
                    .formatted(subject.width(), subject.height(), mask));
        }
        if (painted.type() != CvType.CV_8UC3) {
            throw new IllegalArgumentException("painted: must be CV_8UC3, was " + painted);
        }
        if (!(feather >= 0 && feather <= 0.25)) {
            throw new IllegalArgumentException("feather: must be 0 to 0.25, was " + feather);
        }
    }
}
