/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.crop;

import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.NativeOpenCv;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A box of an upright picture and the canvas that an expert paints it on. The box has the canvas's aspect to within a
 * pixel and may reach outside the picture, whose edge is repeated there. Immutable, thread-safe.
 *
 * @param x left edge of the box in upright pixels, may be negative
 * @param y top edge, likewise
 * @param width of the box in upright pixels
 * @param height of the box in upright pixels
 * @param canvasWidth in canvas pixels
 * @param canvasHeight in canvas pixels
 */
public record Crop(int x, int y, int width, int height, int canvasWidth, int canvasHeight) {
    static {
        NativeOpenCv.load();
    }

    public Crop {
        if (width < 1 || height < 1 || canvasWidth < 1 || canvasHeight < 1) {
            throw new IllegalArgumentException("sides must be at least 1, box %d x %d, canvas %d x %d"
                    .formatted(width, height, canvasWidth, canvasHeight));
        }
    }

    /**
     * The smallest box of the canvas's aspect that holds the mask and a margin, centred on the mask, then moved to lie
     * inside the picture, or to cover the whole side where the picture is smaller than the box.
     *
     * @param mask CV_8UC1, upright, the picture's size; above 0 = inside
     * @param margin on each side, relative to the longer side of the mask's own box; at least 0
     * @throws IllegalArgumentException if the mask is empty
     */
    public static Crop around(Mat mask, double margin, int canvasWidth, int canvasHeight) {
        if (!(margin >= 0 && margin <= 10)) {
            throw new IllegalArgumentException("margin: must be 0 to 10, was " + margin);
        }
        Rect tight = Imgproc.boundingRect(mask);
        if (tight.empty()) {
            throw new IllegalArgumentException("mask: has no pixel above 0; check its coverage first");
        }
        int grow = (int) Math.ceil(margin * Math.max(tight.width, tight.height));
        long width = tight.width + 2L * grow;
        long height = tight.height + 2L * grow;
        if (width * canvasHeight >= height * canvasWidth) {
            height = Math.round((double) width * canvasHeight / canvasWidth);
        } else {
            width = Math.round((double) height * canvasWidth / canvasHeight);
        }
        return new Crop(
                placed(tight.x, tight.width, (int) width, mask.cols()),
                placed(tight.y, tight.height, (int) height, mask.rows()),
                (int) width,
                (int) height,
                canvasWidth,
                canvasHeight);
    }

    private static int placed(int start, int length, int boxLength, int pictureLength) {
        int centred = Math.floorDiv(2 * start + length - boxLength, 2);
        int room = pictureLength - boxLength;
        return Math.max(Math.min(0, room), Math.min(Math.max(0, room), centred));
    }

    /** In upright pixels. A fresh one each time. */
    public Rect box() {
        return new Rect(x, y, width, height);
    }

    /** The part of the box that lies inside a picture of that size, in its pixels; empty when none does. */
    public Rect inside(int pictureWidth, int pictureHeight) {
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        int right = Math.min(pictureWidth, x + width);
        int bottom = Math.min(pictureHeight, y + height);
        return right > left && bottom > top ? new Rect(left, top, right - left, bottom - top) : new Rect();
    }

    /** Canvas pixels per upright pixel, across. */
    public double scaleX() {
        return (double) canvasWidth / width;
    }

    /** Canvas pixels per upright pixel, down. */
    public double scaleY() {
        return (double) canvasHeight / height;
    }

    /** Of a point of the picture, where pixel i reaches from i to i + 1. */
    public Point toCanvas(Point upright) {
        return new Point((upright.x - x) * scaleX(), (upright.y - y) * scaleY());
    }

    /** The inverse of {@link #toCanvas}. */
    public Point toPicture(Point canvas) {
        return new Point(canvas.x / scaleX() + x, canvas.y / scaleY() + y);
    }

    /** With area interpolation when it shrinks and cubic when it grows: for pictures. */
    public Mat extract(Mat upright) {
        return extract(upright, interpolationTo(canvasWidth, canvasHeight, width, height));
    }

    /**
     * The box's pixels on the canvas.
     *
     * @param upright the picture or a mask of its size, any type
     * @param interpolation of Imgproc.INTER_*; nearest for masks
     * @return the canvas's size, the picture's type; a new Mat that the caller releases
     */
    public Mat extract(Mat upright, int interpolation) {
        Rect inside = inside(upright.cols(), upright.rows());
        if (inside.empty()) {
            throw new IllegalArgumentException(
                    "%s lies outside a picture of %d x %d".formatted(this, upright.cols(), upright.rows()));
        }
        try (MatScope scope = new MatScope()) {
            Mat part = scope.track(upright.submat(inside));
            if (inside.width == width && inside.height == height) {
                return resized(part, canvasWidth, canvasHeight, interpolation);
            }
            Mat padded = scope.create();
            // Isolated: where the picture is a view into a larger Mat, its own edge is repeated all the same.
            Core.copyMakeBorder(
                    part,
                    padded,
                    inside.y - y,
                    y + height - inside.y - inside.height,
                    inside.x - x,
                    x + width - inside.x - inside.width,
                    Core.BORDER_REPLICATE | Core.BORDER_ISOLATED);
            return resized(padded, canvasWidth, canvasHeight, interpolation);
        }
    }

    /**
     * The way back: what was painted on the canvas, at the box's size. Cubic up, area down; exact when they are equal.
     *
     * @param canvas the canvas's size, any type
     * @return the box's size; a new Mat that the caller releases
     */
    public Mat restore(Mat canvas) {
        if (canvas.cols() != canvasWidth || canvas.rows() != canvasHeight) {
            throw new IllegalArgumentException("canvas: must have %d x %d pixels, has %d x %d"
                    .formatted(canvasWidth, canvasHeight, canvas.cols(), canvas.rows()));
        }
        return resized(canvas, width, height, interpolationTo(width, height, canvasWidth, canvasHeight));
    }

    /**
     * Of a Mat of the box's size, the part that {@link #inside} names: what can be pasted into the picture.
     *
     * @return a view on {@code boxPixels}, which must outlive it
     */
    public Mat clip(Mat boxPixels, int pictureWidth, int pictureHeight) {
        Rect inside = inside(pictureWidth, pictureHeight);
        return boxPixels.submat(new Rect(inside.x - x, inside.y - y, inside.width, inside.height));
    }

    private static int interpolationTo(int width, int height, int fromWidth, int fromHeight) {
        boolean shrinks = (long) width * height < (long) fromWidth * fromHeight;
        return shrinks ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC;
    }

    private static Mat resized(Mat source, int width, int height, int interpolation) {
        Mat resized = new Mat();
        Imgproc.resize(source, resized, new Size(width, height), 0, 0, interpolation);
        return resized;
    }
}
