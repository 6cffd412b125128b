/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Narrow places where ground seems to reach into a product, and whether it does. Stateless. */
final class Inlets {
    private Inlets() {}

    /**
     * The product: what is not ground, once the ground has lost its narrow inlets. White stripes that run out at the edge
     * of a garment would else be eaten from there. A gap between sleeve and body is an inlet too, but shows the ground's
     * very colour, and stays.
     */
    static Mat product(Mat ground, Mat lab, GroundPlane plane) {
        try (MatScope scope = new MatScope()) {
            Mat framed = scope.create();
            int frame = 16;
            Core.copyMakeBorder(ground, framed, frame, frame, frame, frame, Core.BORDER_CONSTANT, new Scalar(255));
            double narrow = 0.007 * Math.max(ground.cols(), ground.rows());
            Masks.grow(framed, -narrow);
            Masks.grow(framed, narrow + 0.7);
            Mat open = scope.track(framed.submat(frame, frame + ground.rows(), frame, frame + ground.cols()));
            Mat inlets = scope.track(ground.clone());
            Masks.subtract(inlets, open);
            Mat labels = scope.create();
            Mat stats = scope.create();
            int count = Imgproc.connectedComponentsWithStats(inlets, labels, stats, scope.create(), 4, CvType.CV_32S);
            boolean[] fabric = notGround(labels, stats, count, lab, plane);
            int[] label = new int[(int) labels.total()];
            labels.get(0, 0, label);
            byte[] product = new byte[label.length];
            ground.get(0, 0, product);
            for (int i = 0; i < label.length; i++) {
                product[i] = (byte) (product[i] == 0 || fabric[label[i]] ? 255 : 0);
            }
            Mat result = new Mat(ground.size(), CvType.CV_8UC1);
            result.put(0, 0, product);
            return result;
        }
    }

    /** Which components are on average not quite the ground's colour, nor the shadow in a gap; 0, the rest, is not. */
    private static boolean[] notGround(Mat labels, Mat stats, int count, Mat lab, GroundPlane plane) {
        int width = lab.cols();
        int[] label = new int[(int) labels.total()];
        labels.get(0, 0, label);
        byte[] pixels = new byte[3 * label.length];
        lab.get(0, 0, pixels);
        double[] light = new double[count];
        double[] hue = new double[count];
        for (int i = 0; i < label.length; i++) {
            if (label[i] > 0) {
                light[label[i]] += (pixels[3 * i] & 0xff) - plane.at(0, i % width, i / width);
                hue[label[i]] += (pixels[3 * i + 2] & 0xff) - plane.at(2, i % width, i / width);
            }
        }
        boolean[] fabric = new boolean[count];
        for (int one = 1; one < count; one++) {
            double size = stats.get(one, Imgproc.CC_STAT_AREA)[0];
            double tall = stats.get(one, Imgproc.CC_STAT_HEIGHT)[0];
            double wide = stats.get(one, Imgproc.CC_STAT_WIDTH)[0];
            // Corners that the opening rounded off are inlets too, but small ones.
            boolean speck = size < 0.0002 * label.length;
            boolean gap = light[one] < 0 && tall > 2 * wide;
            double difference = Math.hypot(light[one], hue[one]) / size;
            boolean stripe = wide > 2 * tall;
            fabric[one] = !speck && (stripe || (!gap && difference > 0.45 * plane.tolerance() + 0.5));
        }
        return fabric;
    }
}
