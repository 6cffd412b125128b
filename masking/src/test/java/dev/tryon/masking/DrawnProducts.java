/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.Expert;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A drawn product for each expert, RGB, on a plain ground where it is a thing. */
public final class DrawnProducts {
    private static final Scalar GROUND = new Scalar(244, 244, 244);

    static {
        NativeOpenCv.load();
    }

    private DrawnProducts() {}

    public static Mat of(Expert expert) {
        return switch (expert) {
            case EXPERT_EYE -> glasses();
            case EXPERT_SHOES -> shoes();
            case EXPERT_FACE -> face();
            case EXPERT_BOTTOM -> trousers();
            case EXPERT_BG -> scene();
            default -> DrawnProduct.packshot(DrawnProduct.teeMask(), GROUND);
        };
    }

    private static Mat thing(Size size, Scalar colour, List<List<Vec>> outlines) {
        Mat mask = Shapes.blank(size);
        outlines.forEach(outline -> Shapes.polygon(mask, outline));
        Mat rgb = new Mat(size, CvType.CV_8UC3, GROUND);
        rgb.setTo(colour, mask);
        mask.release();
        Imgproc.GaussianBlur(rgb, rgb, new Size(0, 0), 0.8);
        return rgb;
    }

    private static Mat trousers() {
        return thing(
                new Size(300, 400),
                new Scalar(60, 60, 120),
                List.of(List.of(
                        new Vec(90, 40),
                        new Vec(210, 40),
                        new Vec(225, 370),
                        new Vec(165, 370),
                        new Vec(150, 150),
                        new Vec(135, 370),
                        new Vec(75, 370))));
    }

    private static Mat shoes() {
        return thing(
                new Size(400, 300),
                new Scalar(160, 50, 40),
                List.of(
                        List.of(
                                new Vec(50, 120),
                                new Vec(95, 110),
                                new Vec(175, 165),
                                new Vec(180, 195),
                                new Vec(50, 195)),
                        List.of(
                                new Vec(230, 120),
                                new Vec(275, 110),
                                new Vec(355, 165),
                                new Vec(360, 195),
                                new Vec(230, 195))));
    }

    private static Mat glasses() {
        Mat rgb = new Mat(160, 400, CvType.CV_8UC3, GROUND);
        Scalar frame = new Scalar(30, 30, 35);
        for (int x : new int[] {50, 225}) {
            Imgproc.rectangle(rgb, new Rect(x, 45, 125, 75), frame, 12);
        }
        Imgproc.rectangle(rgb, new Rect(170, 60, 60, 12), frame, Imgproc.FILLED);
        Imgproc.GaussianBlur(rgb, rgb, new Size(0, 0), 0.8);
        return rgb;
    }

    private static Mat face() {
        Mat photo = DrawnFigure.photo();
        return photo.submat(new Rect(120, 20, 240, 240)).clone();
    }

    private static Mat scene() {
        Mat scene = Pictures.noise(400, 500, CvType.CV_8UC3, 11);
        Imgproc.GaussianBlur(scene, scene, new Size(0, 0), 12);
        return scene;
    }
}
