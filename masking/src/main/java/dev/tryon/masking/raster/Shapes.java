/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.raster;

import dev.tryon.masking.geometry.Vec;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws filled shapes, 255 on CV_8UC1. Stateless. */
public final class Shapes {
    private static final Scalar INSIDE = new Scalar(255);

    private Shapes() {}

    /** A black picture, CV_8UC1; the caller releases it. */
    public static Mat blank(Size size) {
        return Mat.zeros(size, CvType.CV_8UC1);
    }

    public static void polygon(Mat mask, List<Vec> corners) {
        MatOfPoint points = new MatOfPoint(corners.stream().map(Vec::point).toArray(Point[]::new));
        Imgproc.fillPoly(mask, List.of(points), INSIDE);
        points.release();
    }

    /** A bone: two discs of different radius and all between them. */
    public static void capsule(Mat mask, Vec from, double fromRadius, Vec to, double toRadius) {
        sleeve(mask, from, fromRadius, to, toRadius);
        disc(mask, to, toRadius);
    }

    /** As a capsule, but cut off straight at {@code to}. */
    public static void sleeve(Mat mask, Vec from, double fromRadius, Vec to, double toRadius) {
        Vec side = to.minus(from).unit().quarterTurn();
        polygon(
                mask,
                List.of(
                        from.plus(side.times(fromRadius)),
                        to.plus(side.times(toRadius)),
                        to.minus(side.times(toRadius)),
                        from.minus(side.times(fromRadius))));
        disc(mask, from, fromRadius);
    }

    public static void disc(Mat mask, Vec centre, double radius) {
        Imgproc.circle(mask, centre.point(), (int) Math.max(1, Math.round(radius)), INSIDE, Imgproc.FILLED);
    }

    /** {@code angle} in radians turns the x half-axis clockwise as the picture is seen. */
    public static void ellipse(Mat mask, Vec centre, double halfWidth, double halfHeight, double angle) {
        Size axes = new Size(Math.max(1, halfWidth), Math.max(1, halfHeight));
        Imgproc.ellipse(mask, centre.point(), axes, Math.toDegrees(angle), 0, 360, INSIDE, Imgproc.FILLED);
    }
}
