/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * The pixels of a packshot that are ground: near the ground's colour and connected to the rim; then shadows, which also
 * are connected to it. What would be a shadow but is broad, hardly darker than the ground and ends in an edge is fabric:
 * a white hem on white ground. Immutable; holds no native memory.
 */
final class GroundPixels {
    /** Half the width, as a share of the picture's longer side, above which a pale shadow is none. */
    private static final double BROAD = 0.009;
    /** 8-bit lightness below the ground's; what is darker may be a broad shadow. */
    private static final double PALE = 32;

    private final int width;
    private final int height;
    private final byte[] pixels;
    private final GroundPlane plane;
    private final Contrast contrast;

    GroundPixels(Mat lab, GroundPlane plane) {
        this.width = lab.cols();
        this.height = lab.rows();
        this.pixels = new byte[width * height * 3];
        lab.get(0, 0, pixels);
        this.plane = plane;
        this.contrast = Contrast.of(pixels, width, height, plane);
    }

    /** CV_8UC1; released by the caller. */
    Mat find() {
        try (MatScope scope = new MatScope()) {
            Mat bare = scope.track(connectedToRim(scope.track(allowed(false))));
            Mat ground = connectedToRim(scope.track(allowed(true)));
            Mat shadows = scope.track(ground.clone());
            Masks.subtract(shadows, bare);
            Mat broad = scope.track(shadows.clone());
            double radius = BROAD * Math.max(width, height);
            Masks.grow(broad, -radius);
            Masks.grow(broad, radius + 1);
            Core.bitwise_and(broad, shadows, broad);
            Masks.subtract(ground, scope.track(fabric(broad, bare)));
            return ground;
        }
    }

    /** Of the components of {@code broad} those that are pale and end in an edge where the bare ground begins. */
    private Mat fabric(Mat broad, Mat bare) {
        try (MatScope scope = new MatScope()) {
            Mat labels = scope.create();
            int count = Imgproc.connectedComponents(broad, labels, 4, CvType.CV_32S);
            int[] label = new int[width * height];
            labels.get(0, 0, label);
            Mat notBare = scope.create();
            Core.bitwise_not(bare, notBare);
            Mat distance = scope.create();
            Imgproc.distanceTransform(notBare, distance, Imgproc.DIST_L2, Imgproc.DIST_MASK_3);
            float[] toBare = new float[label.length];
            distance.get(0, 0, toBare);
            double[] light = new double[count];
            double[] size = new double[count];
            double[] borderLight = new double[count];
            double[] border = new double[count];
            for (int i = 0; i < label.length; i++) {
                double difference = light(i % width, i / width);
                light[label[i]] += difference;
                size[label[i]]++;
                if (toBare[i] < 3.5) {
                    borderLight[label[i]] += difference;
                    border[label[i]]++;
                }
            }
            byte[] fabric = new byte[label.length];
            for (int i = 0; i < label.length; i++) {
                int one = label[i];
                double mean = light[one] / size[one];
                // A shadow fades into the ground; fabric is at its border what it is within.
                boolean edged = border[one] > 0 && borderLight[one] / border[one] < 0.6 * mean;
                fabric[i] = (byte) (one > 0 && mean > -PALE && edged ? 255 : 0);
            }
            Mat result = new Mat(height, width, CvType.CV_8UC1);
            result.put(0, 0, fabric);
            return result;
        }
    }

    /** Pixels near the surface and, if wanted, what may be shadows on it. */
    private Mat allowed(boolean withShadows) {
        byte[] allowed = new byte[width * height];
        double near = plane.tolerance();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                double light = light(x, y);
                double a = (pixels[at + 1] & 0xff) - plane.at(1, x, y);
                double b = (pixels[at + 2] & 0xff) - plane.at(2, x, y);
                double hue = Math.hypot(a, b);
                boolean ground = Math.hypot(0.7 * light, 1.3 * hue) < near;
                boolean shadow = withShadows && light < 0 && contrast.shadow(light, hue, edge(x, y));
                allowed[y * width + x] = (byte) (ground || shadow ? 255 : 0);
            }
        }
        Mat mask = new Mat(height, width, CvType.CV_8UC1);
        mask.put(0, 0, allowed);
        return mask;
    }

    /** Difference of lightness over two pixels, across and down. */
    private double edge(int x, int y) {
        int left = Math.max(0, x - 1);
        int right = Math.min(width - 1, x + 1);
        int above = Math.max(0, y - 1);
        int below = Math.min(height - 1, y + 1);
        int across = (pixels[(y * width + right) * 3] & 0xff) - (pixels[(y * width + left) * 3] & 0xff);
        int down = (pixels[(below * width + x) * 3] & 0xff) - (pixels[(above * width + x) * 3] & 0xff);
        return Math.max(Math.abs(across), Math.abs(down));
    }

    /** Difference to the ground's lightness. */
    private double light(int x, int y) {
        return (pixels[(y * width + x) * 3] & 0xff) - plane.at(0, x, y);
    }

    private static Mat connectedToRim(Mat allowed) {
        try (MatScope scope = new MatScope()) {
            Mat framed = scope.create();
            Core.copyMakeBorder(allowed, framed, 1, 1, 1, 1, Core.BORDER_CONSTANT, new Scalar(255));
            Mat flood = scope.track(Mat.zeros(framed.rows() + 2, framed.cols() + 2, CvType.CV_8UC1));
            Imgproc.floodFill(framed, flood, new Point(0, 0), new Scalar(128));
            Mat ground = scope.create();
            Core.compare(framed, new Scalar(128), ground, Core.CMP_EQ);
            return ground.submat(1, framed.rows() - 1, 1, framed.cols() - 1).clone();
        }
    }
}
