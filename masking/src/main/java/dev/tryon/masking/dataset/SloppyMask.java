/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.policy.JitterRanges;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What users do to masks: cover too much or too little, draw wavy borders, add and rub out with a brush, or just draw a
 * box or a line around it.
 */
final class SloppyMask {
    private final JitterRanges ranges;
    private final double strength;
    private final Random random;

    SloppyMask(JitterRanges ranges, double strength, Random random) {
        this.ranges = ranges;
        this.strength = strength;
        this.random = random;
    }

    /** Changes the mask in place; it keeps at least half of its area. */
    void apply(Mat mask, double unit) {
        try (MatScope scope = new MatScope()) {
            Mat before = scope.track(mask.clone());
            int area = Core.countNonZero(before);
            double shape = random.nextDouble() / strength;
            if (shape < ranges.boxProbability()) {
                Rect box = Imgproc.boundingRect(mask);
                Imgproc.rectangle(mask, box, new Scalar(255), Imgproc.FILLED);
            } else if (shape < ranges.boxProbability() + ranges.hullProbability()) {
                hull(mask, scope);
            }
            double grow = strength * draw(ranges.grow()) * unit;
            Mat distance = scope.track(signedDistance(mask));
            moveBorder(mask, distance, grow, strength * ranges.wobble() * unit, scope);
            strokes(mask, distance, unit);
            if (Core.countNonZero(mask) < area / 2) {
                before.copyTo(mask);
            }
        }
    }

    private static void hull(Mat mask, MatScope scope) {
        MatOfPoint points = scope.track(new MatOfPoint());
        Core.findNonZero(mask, points);
        MatOfInt corners = scope.track(new MatOfInt());
        Imgproc.convexHull(points, corners);
        Point[] all = points.toArray();
        List<Vec> outline =
                corners.toList().stream().map(i -> new Vec(all[i].x, all[i].y)).toList();
        Shapes.polygon(mask, outline);
    }

    /** Pixels to the border, above 0 inside; CV_32F. */
    private static Mat signedDistance(Mat mask) {
        try (MatScope scope = new MatScope()) {
            Mat inside = scope.create();
            Imgproc.distanceTransform(mask, inside, Imgproc.DIST_L2, Imgproc.DIST_MASK_5);
            Mat inverse = scope.create();
            Core.bitwise_not(mask, inverse);
            Mat outside = scope.create();
            Imgproc.distanceTransform(inverse, outside, Imgproc.DIST_L2, Imgproc.DIST_MASK_5);
            Mat signed = new Mat();
            Core.subtract(inside, outside, signed);
            return signed;
        }
    }

    private void moveBorder(Mat mask, Mat distance, double grow, double wobble, MatScope scope) {
        Mat coarse = scope.track(new Mat(9, 9, CvType.CV_32F));
        float[] noise = new float[81];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() * wobble + grow);
        }
        coarse.put(0, 0, noise);
        Mat moved = scope.create();
        Imgproc.resize(coarse, moved, mask.size(), 0, 0, Imgproc.INTER_CUBIC);
        Core.add(moved, distance, moved);
        Core.compare(moved, new Scalar(0), mask, Core.CMP_GT);
    }

    private void strokes(Mat mask, Mat distance, double unit) {
        int strokes = (int) (random.nextDouble() * (strength * ranges.brushStrokes() + 1));
        Size size = mask.size();
        for (int i = 0; i < strokes; i++) {
            Vec start = nearBorder(distance, unit);
            double radius = draw(ranges.brushWidth()) * unit;
            double turn = random.nextDouble() * 2 * Math.PI;
            Vec end = start.plus(new Vec(Math.cos(turn), Math.sin(turn)).times(random.nextDouble() * unit));
            Scalar paint = random.nextDouble() < 0.6 ? new Scalar(255) : new Scalar(0);
            Imgproc.line(mask, start.point(), end.point(), paint, Math.max(1, (int) Math.min(2 * radius, size.width)));
        }
    }

    /** A random place within a tenth of the unit of the border, or any place if the border is hard to hit. */
    private Vec nearBorder(Mat distance, double unit) {
        Vec place = new Vec(0, 0);
        for (int attempt = 0; attempt < 200; attempt++) {
            place = new Vec(random.nextInt(distance.cols()), random.nextInt(distance.rows()));
            if (Math.abs(distance.get((int) place.y(), (int) place.x())[0]) < 0.1 * unit) {
                break;
            }
        }
        return place;
    }

    private double draw(JitterRanges.Range range) {
        return range.from() + random.nextDouble() * (range.to() - range.from());
    }
}
