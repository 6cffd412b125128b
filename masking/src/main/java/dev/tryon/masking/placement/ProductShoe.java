/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * One shoe of a product picture, seen more or less from the side.
 *
 * @param alpha CV_8UC1, the product picture's size: this shoe alone; belongs to the scope it was made in
 * @param box around it
 * @param toeLeft whether the toes are on the left: there a shoe is lower than at its heel
 */
record ProductShoe(Mat alpha, Rect box, boolean toeLeft) {
    /** A second part this large, in shares of the largest, is the other shoe. */
    private static final double PAIR = 0.45;

    /** From left to right, one or two. Their pictures belong to {@code scope}. */
    static List<ProductShoe> of(Mat alpha, MatScope scope) {
        Mat solid = scope.create();
        Core.compare(alpha, new Scalar(127), solid, Core.CMP_GT);
        Mat labels = scope.create();
        Mat stats = scope.create();
        Mat centroids = scope.create();
        int count = Imgproc.connectedComponentsWithStats(solid, labels, stats, centroids, 8, CvType.CV_32S);
        List<Integer> parts = new ArrayList<>();
        for (int label = 1; label < count; label++) {
            parts.add(label);
        }
        parts.sort(Comparator.comparingDouble((Integer label) -> -area(stats, label)));
        boolean pair = parts.size() > 1 && area(stats, parts.get(1)) > PAIR * area(stats, parts.get(0));
        if (!pair) {
            return List.of(one(alpha));
        }
        return parts.subList(0, 2).stream()
                .map(label -> {
                    Mat part = scope.create();
                    Core.compare(labels, new Scalar(label), part, Core.CMP_EQ);
                    Core.min(part, alpha, part);
                    return one(part);
                })
                .sorted(Comparator.comparingInt(shoe -> shoe.box().x))
                .toList();
    }

    private static double area(Mat stats, int label) {
        return stats.get(label, Imgproc.CC_STAT_AREA)[0];
    }

    private static ProductShoe one(Mat alpha) {
        Rect box = Imgproc.boundingRect(alpha);
        Outline outline = new Outline(alpha);
        double left = 0;
        double right = 0;
        int third = Math.max(1, box.width / 3);
        for (int i = 0; i < third; i++) {
            left += box.y + box.height - outline.top(box.x + i);
            right += box.y + box.height - outline.top(box.x + box.width - 1 - i);
        }
        return new ProductShoe(alpha, box, left < right);
    }

    double length() {
        return box.width;
    }

    double height() {
        return box.height;
    }

    Vec heel() {
        return new Vec(toeLeft ? right() : box.x, bottom());
    }

    Vec toe() {
        return new Vec(toeLeft ? box.x : right(), bottom());
    }

    Vec heelTop() {
        return new Vec(heel().x(), box.y);
    }

    Vec toeTop() {
        return new Vec(toe().x(), box.y);
    }

    private double right() {
        return (double) box.x + box.width;
    }

    private double bottom() {
        return (double) box.y + box.height;
    }
}
