/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.geometry.Vec;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** A hard mask read by rows and columns. Immutable; not tied to native memory. */
final class Outline {
    private final byte[] pixels;
    private final int width;
    private final Rect box;
    private final int centre;

    Outline(Mat alpha) {
        this.width = alpha.cols();
        this.pixels = new byte[(int) alpha.total()];
        alpha.get(0, 0, pixels);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((pixels[i] & 0xff) > 127 ? 1 : 0);
        }
        this.box = Imgproc.boundingRect(alpha);
        this.centre = middleColumn();
    }

    boolean inside(int x, int y) {
        return x >= 0 && x < width && y >= 0 && y < pixels.length / width && pixels[y * width + x] != 0;
    }

    Rect box() {
        return box;
    }

    /** The column that has as much product on its left as on its right. */
    int centre() {
        return centre;
    }

    /** First product row of a column, or the box's lower end. */
    int top(int x) {
        int y = box.y;
        while (y < box.y + box.height && !inside(x, y)) {
            y++;
        }
        return y;
    }

    /**
     * Where the topmost run of a column ends; gaps of up to two rows do not end it, and runs as short as a collar's tip
     * are passed over.
     */
    int firstRunEnd(int x) {
        int shortest = box.height / 16;
        int start = top(x);
        int gap = 0;
        int end = start;
        for (int y = start; y < box.y + box.height; y++) {
            if (inside(x, y)) {
                start = gap > 2 ? y : start;
                end = y;
                gap = 0;
            } else {
                gap++;
                if (gap > 2 && end - start > shortest) {
                    return end;
                }
            }
        }
        return end;
    }

    /** From {@code from} sideways to the last product pixel of its run. */
    Vec runEnd(int from, int y, int step) {
        int x = from;
        int gap = 0;
        int end = from;
        for (; x >= box.x && x < box.x + box.width && gap < 3; x += step) {
            if (inside(x, y)) {
                end = x;
                gap = 0;
            } else {
                gap++;
            }
        }
        return new Vec(end, y);
    }

    private int middleColumn() {
        long total = 0;
        long[] columns = new long[width];
        for (int i = 0; i < pixels.length; i++) {
            columns[i % width] += pixels[i];
            total += pixels[i];
        }
        long sum = 0;
        for (int x = 0; x < width; x++) {
            sum += columns[x];
            if (2 * sum >= total) {
                return x;
            }
        }
        return width / 2;
    }
}
