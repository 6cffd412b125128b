/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.policy.MaskPolicy.CanvasSize;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A product without its ground. Owns its pictures.
 *
 * @param rgb CV_8UC3; around the product its border colours run on, so that no resampling drags the ground in
 * @param alpha CV_8UC1, the same size, 255 = product
 * @param wearer evidence of the person who wears it in the product picture, in pixels of {@code rgb}; null for packshots
 */
public record Cutout(Mat rgb, Mat alpha, @Nullable Evidence wearer) implements AutoCloseable {
    /** The product over white, its box centred with a small margin: what an expert sees. CV_8UC3, released by the caller. */
    public Mat overWhite(CanvasSize canvas) {
        try (MatScope scope = new MatScope()) {
            Rect box = Imgproc.boundingRect(alpha);
            double scale = 0.94 * Math.min((double) canvas.width() / box.width, (double) canvas.height() / box.height);
            Size size =
                    new Size(Math.max(1, Math.round(box.width * scale)), Math.max(1, Math.round(box.height * scale)));
            int interpolation = scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
            Mat colours = scope.create();
            Imgproc.resize(scope.track(rgb.submat(box)), colours, size, 0, 0, interpolation);
            Mat opacity = scope.create();
            Imgproc.resize(scope.track(alpha.submat(box)), opacity, size, 0, 0, interpolation);

            Mat canvasRgb = new Mat(canvas.height(), canvas.width(), CvType.CV_8UC3, new Scalar(255, 255, 255));
            int x = (canvas.width() - colours.cols()) / 2;
            int y = (canvas.height() - colours.rows()) / 2;
            Mat place = scope.track(canvasRgb.submat(new Rect(x, y, colours.cols(), colours.rows())));
            blend(colours, opacity, place);
            return canvasRgb;
        }
    }

    /** Lays {@code over} (CV_8UC3) with its alpha (CV_8UC1) onto {@code ground} (CV_8UC3), in place. */
    public static void blend(Mat over, Mat alpha, Mat ground) {
        try (MatScope scope = new MatScope()) {
            Mat share = scope.create();
            Core.merge(List.of(alpha, alpha, alpha), share);
            share.convertTo(share, CvType.CV_32F, 1 / 255.0);
            Mat top = scope.create();
            over.convertTo(top, CvType.CV_32F);
            Mat bottom = scope.create();
            ground.convertTo(bottom, CvType.CV_32F);
            Core.subtract(top, bottom, top);
            Core.multiply(top, share, top);
            Core.add(bottom, top, bottom);
            bottom.convertTo(ground, CvType.CV_8U);
        }
    }

    @Override
    public void close() {
        rgb.release();
        alpha.release();
        if (wearer != null) {
            wearer.close();
        }
    }
}
