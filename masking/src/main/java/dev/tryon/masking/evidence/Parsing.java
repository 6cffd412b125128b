/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Which part of the person each pixel shows. Immutable but for the native memory, which it owns. Thread-safe.
 *
 * @param parts CV_8UC1, the code of a {@link ParsedPart} per pixel; shows the whole photo, at any resolution
 */
public record Parsing(Mat parts) implements AutoCloseable {
    public Parsing {
        if (parts.empty() || parts.type() != CvType.CV_8UC1) {
            throw new IllegalArgumentException("a parsing must be a picture with one channel of 8 bits");
        }
    }

    /** Where one of these parts is: CV_8UC1 of a size, smooth at its border; the caller releases it. */
    public Mat mask(Size size, ParsedPart first, ParsedPart... others) {
        Set<ParsedPart> wanted = EnumSet.of(first, others);
        byte[] values = new byte[(int) parts.total()];
        parts.get(0, 0, values);
        byte[] table = new byte[256];
        Arrays.fill(table, (byte) 0);
        wanted.forEach(part -> table[part.code()] = (byte) 255);
        for (int i = 0; i < values.length; i++) {
            values[i] = table[values[i] & 0xff];
        }
        Mat mask = new Mat(parts.size(), CvType.CV_8UC1);
        mask.put(0, 0, values);
        Imgproc.resize(mask, mask, size, 0, 0, Imgproc.INTER_LINEAR);
        Imgproc.threshold(mask, mask, 127, 255, Imgproc.THRESH_BINARY);
        return mask;
    }

    /** The same, moved by a matrix (2 x 3, CV_64F) that leads from this map's pixels to the new one's. */
    Parsing moved(Mat matrix, Size size) {
        Mat moved = new Mat();
        Imgproc.warpAffine(parts, moved, matrix, size, Imgproc.INTER_NEAREST, Core.BORDER_REPLICATE, Scalar.all(0));
        return new Parsing(moved);
    }

    /** Of its own native memory. */
    public Parsing copy() {
        return new Parsing(parts.clone());
    }

    @Override
    public void close() {
        parts.release();
    }
}
