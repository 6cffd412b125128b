/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * How a stored picture is turned to stand upright: EXIF tag 0x0112 (Exif 2.32, 4.6.4.A). Each is a symmetry of the
 * rectangle, so turning loses nothing and {@link #stored} is the exact inverse of {@link #upright}.
 */
public enum Orientation {
    NORMAL(1),
    MIRRORED(2),
    ROTATED_180(3),
    FLIPPED(4),
    TRANSPOSED(5),
    ROTATED_90(6),
    TRANSVERSED(7),
    ROTATED_270(8);

    private final int exif;

    static {
        NativeOpenCv.load();
    }

    Orientation(int exif) {
        this.exif = exif;
    }

    /** Of the EXIF value; anything but 1 to 8 counts as 1, as in every viewer. */
    public static Orientation ofExif(int value) {
        for (Orientation orientation : values()) {
            if (orientation.exif == value) {
                return orientation;
            }
        }
        return NORMAL;
    }

    /** 1 to 8. */
    public int exif() {
        return exif;
    }

    /** Whether upright width is stored height. */
    public boolean swapsSides() {
        return exif >= 5;
    }

    /** The upright picture of a stored one. A new Mat that the caller releases; any type. */
    public Mat upright(Mat stored) {
        return turned(stored, this);
    }

    /** The stored picture of an upright one. A new Mat that the caller releases; any type. */
    public Mat stored(Mat upright) {
        return turned(upright, inverse());
    }

    /** Where a box of an upright picture of the given size lies in the stored one. */
    public Rect stored(Rect box, int uprightWidth, int uprightHeight) {
        int right = uprightWidth - box.x - box.width;
        int below = uprightHeight - box.y - box.height;
        return switch (this) {
            case NORMAL -> box.clone();
            case MIRRORED -> new Rect(right, box.y, box.width, box.height);
            case ROTATED_180 -> new Rect(right, below, box.width, box.height);
            case FLIPPED -> new Rect(box.x, below, box.width, box.height);
            case TRANSPOSED -> new Rect(box.y, box.x, box.height, box.width);
            case ROTATED_90 -> new Rect(box.y, right, box.height, box.width);
            case TRANSVERSED -> new Rect(below, right, box.height, box.width);
            case ROTATED_270 -> new Rect(below, box.x, box.height, box.width);
        };
    }

    /** All are their own inverse, except the quarter turns. */
    private Orientation inverse() {
        return switch (this) {
            case ROTATED_90 -> ROTATED_270;
            case ROTATED_270 -> ROTATED_90;
            default -> this;
        };
    }

    private static Mat turned(Mat picture, Orientation by) {
        Mat turned = new Mat();
        switch (by) {
            case NORMAL -> picture.copyTo(turned);
            case MIRRORED -> Core.flip(picture, turned, 1);
            case ROTATED_180 -> Core.rotate(picture, turned, Core.ROTATE_180);
            case FLIPPED -> Core.flip(picture, turned, 0);
            case TRANSPOSED -> Core.transpose(picture, turned);
            case ROTATED_90 -> Core.rotate(picture, turned, Core.ROTATE_90_CLOCKWISE);
            case TRANSVERSED -> {
                Core.transpose(picture, turned);
                Core.flip(turned, turned, -1);
            }
            case ROTATED_270 -> Core.rotate(picture, turned, Core.ROTATE_90_COUNTERCLOCKWISE);
        }
        return turned;
    }
}
