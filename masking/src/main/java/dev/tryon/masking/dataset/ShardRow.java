/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.photo.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * One pair of the training set: planar uint8 pictures, averaged over squares of {@code scale} canvas pixels.
 *
 * @param name of the pair
 * @param shapes channels, height and width of each, in the order of {@link #NAMES}
 * @param planes the bytes of each
 */
record ShardRow(String name, List<int[]> shapes, List<byte[]> planes) {
    static final List<String> NAMES = List.of("masked_crop", "mask", "placed", "product", "target");

    static ShardRow of(String name, CanvasPictures pictures, int scale) {
        List<Mat> mats = List.of(
                pictures.maskedCrop(), pictures.mask(), pictures.placed(), pictures.product(), pictures.target());
        return new ShardRow(
                name,
                mats.stream()
                        .map(mat -> new int[] {mat.channels(), mat.rows() / scale, mat.cols() / scale})
                        .toList(),
                mats.stream().map(mat -> planar(mat, scale)).toList());
    }

    private static byte[] planar(Mat picture, int scale) {
        try (MatScope scope = new MatScope()) {
            Mat small = picture;
            if (scale > 1) {
                small = scope.create();
                int width = picture.cols() / scale;
                int height = picture.rows() / scale;
                Imgproc.resize(picture, small, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
            }
            List<Mat> channels = new ArrayList<>();
            Core.split(small, channels);
            int pixels = (int) small.total();
            byte[] planes = new byte[pixels * channels.size()];
            for (int c = 0; c < channels.size(); c++) {
                byte[] plane = new byte[pixels];
                scope.track(channels.get(c)).get(0, 0, plane);
                System.arraycopy(plane, 0, planes, c * pixels, pixels);
            }
            return planes;
        }
    }
}
