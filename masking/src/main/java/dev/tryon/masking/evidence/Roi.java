/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A turned square of a picture that a network looks at. The square's upright direction is turned by {@code angle}
 * (radians, clockwise as the picture is seen).
 */
record Roi(Vec centre, double size, double angle) {
    static Roi around(int width, int height, double margin) {
        return new Roi(new Vec(width / 2.0, height / 2.0), Math.max(width, height) * margin, 0);
    }

    /** The square as a crop of side {@code side}, area-averaged; black outside the picture. The caller releases it. */
    Mat cut(Mat rgb, int side) {
        int oversampling = (int) Math.max(1, size / side);
        int wide = side * oversampling;
        Mat affine = affine(wide);
        Mat crop = new Mat();
        Imgproc.warpAffine(
                rgb,
                crop,
                affine,
                new Size(wide, wide),
                Imgproc.INTER_LINEAR,
                Core.BORDER_CONSTANT,
                new Scalar(0, 0, 0));
        affine.release();
        if (oversampling > 1) {
            Imgproc.resize(crop, crop, new Size(side, side), 0, 0, Imgproc.INTER_AREA);
        }
        return crop;
    }

    /** Lays a network's answer (one channel, side x side) back onto a picture of the given size; 0 outside the square. */
    Mat layBack(Mat answer, Size picture) {
        Mat affine = affine(answer.cols());
        Mat result = new Mat();
        Imgproc.warpAffine(answer, result, affine, picture, Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP);
        affine.release();
        return result;
    }

    /** From a crop's pixels to the picture's. */
    Vec toPicture(double x, double y, int side) {
        double scale = size / side;
        return new Vec((x - side / 2.0) * scale, (y - side / 2.0) * scale)
                .rotated(angle)
                .plus(centre);
    }

    private Mat affine(int side) {
        double scale = side / size;
        double cos = Math.cos(angle) * scale;
        double sin = Math.sin(angle) * scale;
        Mat affine = new Mat(2, 3, CvType.CV_64F);
        affine.put(
                0,
                0,
                cos,
                sin,
                side / 2.0 - cos * centre.x() - sin * centre.y(),
                -sin,
                cos,
                side / 2.0 + sin * centre.x() - cos * centre.y());
        return affine;
    }
}
