/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import dev.tryon.masking.photo.MatScope;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What is left and right of the seam, on a coarse copy of the box. An expert paints the whole canvas, so just outside the
 * mask painting and photo show the same things: how they differ there is how the painting's colours are off.
 *
 * @param cols of the copy, at most {@link #LONGEST}
 * @param rows likewise
 * @param photo BGR in 8-bit levels, row-major, interleaved
 * @param painting likewise
 * @param masked per cell: some of it may be painted
 * @param ring per cell: none of it may, the mask is near, and the photo is opaque
 */
record Surroundings(int cols, int rows, float[] photo, float[] painting, boolean[] masked, boolean[] ring) {
    private static final int LONGEST = 256;

    /** Width of the ring as a share of the box's longer side. */
    private static final double RING = 0.02;

    /**
     * @param subject grey-free stored layout, BGR or BGRA, 8 or 16 bits
     * @param bgr CV_8UC3, the painting, of the same size
     * @param writable CV_8UC1, 255 = may be painted
     */
    static Surroundings of(Mat subject, Mat bgr, Mat writable) {
        double scale = Math.min(1, (double) LONGEST / Math.max(bgr.cols(), bgr.rows()));
        Size size = new Size(Math.max(1, Math.round(bgr.cols() * scale)), Math.max(1, Math.round(bgr.rows() * scale)));
        try (MatScope scope = new MatScope()) {
            Mat share = scope.create();
            writable.convertTo(share, CvType.CV_32F);
            Imgproc.resize(share, share, size, 0, 0, Imgproc.INTER_AREA);
            Mat masked = scope.create();
            Core.compare(share, new Scalar(0), masked, Core.CMP_GT);
            Mat ring = scope.create();
            double radius = Math.max(2, Math.round(RING * Math.max(size.width, size.height)));
            Mat kernel = scope.track(
                    Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(2 * radius + 1, 2 * radius + 1)));
            Imgproc.dilate(masked, ring, kernel);
            ring.setTo(new Scalar(0), masked);
            Mat photo = scope.create();
            Imgproc.resize(subject, photo, size, 0, 0, Imgproc.INTER_AREA);
            photo.convertTo(photo, CvType.CV_32F, subject.depth() == CvType.CV_16U ? 1 / 257.0 : 1);
            if (photo.channels() == 4) {
                Mat clear = scope.create();
                Core.extractChannel(photo, clear, 3);
                Core.compare(clear, new Scalar(254.5), clear, Core.CMP_LT);
                ring.setTo(new Scalar(0), clear);
                Imgproc.cvtColor(photo, photo, Imgproc.COLOR_BGRA2BGR);
            }
            Mat painting = scope.create();
            Imgproc.resize(bgr, painting, size, 0, 0, Imgproc.INTER_AREA);
            painting.convertTo(painting, CvType.CV_32F);
            return new Surroundings(
                    photo.cols(), photo.rows(), floats(photo), floats(painting), flags(masked), flags(ring));
        }
    }

    private static float[] floats(Mat picture) {
        float[] values = new float[(int) picture.total() * picture.channels()];
        picture.get(0, 0, values);
        return values;
    }

    private static boolean[] flags(Mat mask) {
        byte[] bytes = new byte[(int) mask.total()];
        mask.get(0, 0, bytes);
        boolean[] flags = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            flags[i] = bytes[i] != 0;
        }
        return flags;
    }

    int cells() {
        return cols * rows;
    }

    /** How many cells the ring has. */
    int ringCells() {
        int count = 0;
        for (boolean set : ring) {
            count += set ? 1 : 0;
        }
        return count;
    }
}
