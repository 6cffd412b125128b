/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.photo.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Groups of pictures side by side, several groups to a row. Owns its tiles. Not thread-safe. */
final class ContactSheet implements AutoCloseable {
    private static final int WIDTH = 270;
    private static final int HEIGHT = 360;
    private static final Scalar GROUND = new Scalar(70, 70, 70);

    private final List<Mat> groups = new ArrayList<>();
    private final int groupsPerRow;

    ContactSheet(int groupsPerRow) {
        this.groupsPerRow = groupsPerRow;
    }

    /** CV_8UC3 RGB of any size; they stay the caller's. */
    void add(List<Mat> pictures) {
        Mat group = new Mat(HEIGHT, WIDTH * pictures.size(), CvType.CV_8UC3, GROUND);
        for (int i = 0; i < pictures.size(); i++) {
            Mat picture = pictures.get(i);
            double scale = Math.min((double) WIDTH / picture.cols(), (double) HEIGHT / picture.rows());
            Size size = new Size(Math.floor(picture.cols() * scale), Math.floor(picture.rows() * scale));
            Mat place = group.submat(new Rect(i * WIDTH, 0, (int) size.width, (int) size.height));
            Imgproc.resize(picture, place, size, 0, 0, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
            place.release();
        }
        groups.add(group);
    }

    /** The whole sheet, RGB; released by the caller. */
    Mat picture() {
        int widest = groups.stream().mapToInt(Mat::cols).max().orElse(WIDTH);
        try (MatScope scope = new MatScope()) {
            List<Mat> rows = new ArrayList<>();
            for (int from = 0; from < groups.size(); from += groupsPerRow) {
                Mat row = scope.track(new Mat(HEIGHT, widest * groupsPerRow, CvType.CV_8UC3, GROUND));
                for (int i = from; i < Math.min(groups.size(), from + groupsPerRow); i++) {
                    Mat group = groups.get(i);
                    Mat place = scope.track(row.submat(new Rect((i - from) * widest, 0, group.cols(), HEIGHT)));
                    group.copyTo(place);
                }
                rows.add(row);
            }
            Mat sheet = new Mat();
            Core.vconcat(rows, sheet);
            return sheet;
        }
    }

    @Override
    public void close() {
        groups.forEach(Mat::release);
    }
}
