/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.photo.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Groups of captioned pictures side by side, one or several groups to a row. Owns its tiles. Not thread-safe. */
final class ContactSheet implements AutoCloseable {
    private static final int WIDTH = 270;
    private static final int HEIGHT = 360;
    private static final int CAPTION = 22;
    private static final Scalar GROUND = new Scalar(70, 70, 70);
    private static final double FONT_SCALE = 0.42;

    /** A JPEG's sides have 16 bits. */
    private static final int TALLEST = 65_000;

    private final List<Mat> groups = new ArrayList<>();
    private final int groupsPerRow;

    ContactSheet(int groupsPerRow) {
        this.groupsPerRow = groupsPerRow;
    }

    /** CV_8UC3 RGB of any size, which stays the caller's, and the line below it. */
    record Tile(Mat picture, String caption) {}

    void add(List<Tile> tiles) {
        Mat group = new Mat(HEIGHT + CAPTION, WIDTH * tiles.size(), CvType.CV_8UC3, GROUND);
        for (int i = 0; i < tiles.size(); i++) {
            Mat picture = tiles.get(i).picture();
            double scale = Math.min((double) WIDTH / picture.cols(), (double) HEIGHT / picture.rows());
            Size size = new Size(
                    Math.max(1, Math.floor(picture.cols() * scale)), Math.max(1, Math.floor(picture.rows() * scale)));
            Mat place = group.submat(new Rect(i * WIDTH, 0, (int) size.width, (int) size.height));
            Imgproc.resize(picture, place, size, 0, 0, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
            place.release();
            write(tiles.get(i).caption(), group, i * WIDTH + 4);
        }
        groups.add(group);
    }

    private static void write(String caption, Mat group, int x) {
        // OpenCV's strokes know ASCII only.
        String text = caption.replaceAll("[^\\x20-\\x7e]", "?");
        int font = Imgproc.FONT_HERSHEY_SIMPLEX;
        while (Imgproc.getTextSize(text, font, FONT_SCALE, 1, null).width > WIDTH - 8) {
            text = text.substring(0, text.length() - 3) + "~";
        }
        Point place = new Point(x, HEIGHT + 0.7 * CAPTION);
        Imgproc.putText(group, text, place, font, FONT_SCALE, Scalar.all(240), 1, Imgproc.LINE_AA);
    }

    /** The whole sheet, RGB; released by the caller. */
    Mat picture() {
        int widest = groups.stream().mapToInt(Mat::cols).max().orElse(WIDTH);
        int height = HEIGHT + CAPTION;
        int fitting = (int) Math.ceil((double) groups.size() * height / TALLEST);
        int perRow = Math.max(groupsPerRow, fitting);
        try (MatScope scope = new MatScope()) {
            List<Mat> rows = new ArrayList<>();
            for (int from = 0; from < groups.size(); from += perRow) {
                Mat row = scope.track(new Mat(height, widest * perRow, CvType.CV_8UC3, GROUND));
                for (int i = from; i < Math.min(groups.size(), from + perRow); i++) {
                    Mat group = groups.get(i);
                    Mat place = scope.track(row.submat(new Rect((i - from) * widest, 0, group.cols(), height)));
                    group.copyTo(place);
                }
                rows.add(row);
            }
            Mat sheet = new Mat();
            Core.vconcat(rows, sheet);
            return sheet;
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    @Override
    public void close() {
        groups.forEach(Mat::release);
    }
}
