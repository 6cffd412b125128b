/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Landmark;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.placement.Cutout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Draws masks and evidence onto photos, for people. Stateless. */
final class Overlay {
    private static final Scalar TINT = new Scalar(235, 60, 120);
    private static final Scalar SEEN = new Scalar(60, 220, 60);
    private static final Scalar GUESSED = new Scalar(250, 160, 0);

    private Overlay() {}

    /** The photo with the region tinted and outlined, and the landmarks when given. CV_8UC3 RGB, released by the caller. */
    static Mat draw(Mat rgb, Mat region, @Nullable Evidence evidence) {
        try (MatScope scope = new MatScope()) {
            Mat overlay = rgb.clone();
            Mat tinted = scope.track(rgb.clone());
            tinted.setTo(TINT, region);
            Core.addWeighted(overlay, 0.55, tinted, 0.45, 0, overlay);
            int thick = Math.max(1, Math.max(rgb.cols(), rgb.rows()) / 400);
            List<MatOfPoint> contours = new ArrayList<>();
            Mat hierarchy = scope.create();
            Mat copy = scope.track(region.clone());
            Imgproc.findContours(copy, contours, hierarchy, Imgproc.RETR_LIST, Imgproc.CHAIN_APPROX_NONE);
            contours.forEach(scope::track);
            Imgproc.drawContours(overlay, contours, -1, new Scalar(255, 255, 255), thick);
            if (evidence != null) {
                for (Landmark landmark : evidence.body()) {
                    Scalar colour = landmark.visibility() > 0.5 ? SEEN : GUESSED;
                    Imgproc.circle(overlay, landmark.at().point(), 2 * thick, colour, Imgproc.FILLED);
                }
            }
            return overlay;
        }
    }

    /** The crop with the product laid on it, grey where an expert still has to paint. CV_8UC3, released by the caller. */
    static Mat placed(CanvasPictures pictures) {
        Mat ground = pictures.maskedCrop().clone();
        ground.setTo(new Scalar(140, 140, 140), pictures.mask());
        try (MatScope scope = new MatScope()) {
            List<Mat> channels = new ArrayList<>();
            Core.split(pictures.placed(), channels);
            channels.forEach(scope::track);
            Mat colours = scope.create();
            Core.merge(channels.subList(0, 3), colours);
            Cutout.blend(colours, channels.get(3), ground);
        }
        return ground;
    }
}
