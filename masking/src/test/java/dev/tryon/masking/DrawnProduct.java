/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Packshots of drawn tops, 300 x 400, green with a white print. */
public final class DrawnProduct {
    public static final Scalar FABRIC = new Scalar(30, 140, 70);
    public static final Vec LEFT_ARMPIT = new Vec(90, 150);
    public static final Rect PRINT = new Rect(125, 180, 50, 50);
    private static final Size SIZE = new Size(300, 400);

    static {
        NativeOpenCv.load();
    }

    private DrawnProduct() {}

    /** A T-shirt with short sleeves that stand off; 255 on CV_8UC1. */
    public static Mat teeMask() {
        Mat mask = vestMask();
        for (int side : new int[] {-1, 1}) {
            Shapes.polygon(
                    mask,
                    List.of(
                            new Vec(150 + side * 55, 85),
                            new Vec(150 + side * 118, 150),
                            new Vec(150 + side * 92, 178),
                            new Vec(150 + side * 60, 150)));
        }
        return mask;
    }

    /** The same without sleeves. */
    public static Mat vestMask() {
        Mat mask = Shapes.blank(SIZE);
        Shapes.polygon(
                mask,
                List.of(
                        new Vec(120, 70),
                        new Vec(180, 70),
                        new Vec(208, 86),
                        new Vec(210, 150),
                        new Vec(214, 330),
                        new Vec(86, 330),
                        new Vec(90, 150),
                        new Vec(92, 86)));
        return mask;
    }

    /** RGB on a ground of one colour, with the soft edges of a camera. */
    public static Mat packshot(Mat mask, Scalar ground) {
        Mat rgb = new Mat(SIZE, CvType.CV_8UC3, ground);
        rgb.setTo(FABRIC, mask);
        Imgproc.rectangle(rgb, PRINT, new Scalar(255, 255, 255), Imgproc.FILLED);
        Imgproc.GaussianBlur(rgb, rgb, new Size(0, 0), 0.8);
        return rgb;
    }

    public static Photo photo(Mat rgb) throws PhotoRejectedException {
        Mat bgr = new Mat();
        Imgproc.cvtColor(rgb, bgr, rgb.channels() == 4 ? Imgproc.COLOR_RGBA2BGRA : Imgproc.COLOR_RGB2BGR);
        byte[] png = Pictures.encode(".png", bgr);
        bgr.release();
        return Photo.decode(png, new PhotoLimits(10_000_000, 10, 16));
    }

    public static Photo tee() throws PhotoRejectedException {
        return photo(packshot(teeMask(), new Scalar(244, 244, 244)));
    }
}
