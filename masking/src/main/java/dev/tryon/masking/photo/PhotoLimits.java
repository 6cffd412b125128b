/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import dev.tryon.v1.FailureCode;
import java.util.Locale;

/**
 * How large and how small a picture may be. Checked against the header before anything is decoded, so that a few
 * kilobytes cannot ask for gigabytes.
 *
 * @param bytes most encoded bytes
 * @param megapixels most pixels, in millions
 * @param minimumSide fewest pixels of the shorter side
 */
public record PhotoLimits(long bytes, double megapixels, int minimumSide) {
    public PhotoLimits {
        require(bytes > 0 && bytes <= Integer.MAX_VALUE - 64, "bytes", bytes, "1 to 2147483583");
        require(megapixels > 0 && megapixels <= 500, "megapixels", megapixels, "more than 0 and at most 500");
        require(minimumSide >= 1, "minimumSide", minimumSide, "at least 1");
    }

    /** 64 MiB, 64 megapixels, 64 pixels. */
    public static PhotoLimits defaults() {
        return new PhotoLimits(64L << 20, 64, 64);
    }

    /** As wide as they go: for files that this service has made itself and reads back to check them. */
    public static PhotoLimits forOwnResults() {
        return new PhotoLimits(Integer.MAX_VALUE - 64, 500, 1);
    }

    void checkBytes(long length) throws PhotoRejectedException {
        if (length > bytes) {
            throw new PhotoRejectedException(
                    FailureCode.INPUT_TOO_LARGE,
                    "the file has %d bytes, the limit is %d: upload a smaller or more compressed one"
                            .formatted(length, bytes));
        }
    }

    /** Sides are longs because a header may claim more than an int holds. */
    void checkSides(long width, long height) throws PhotoRejectedException {
        if (width < 1 || height < 1) {
            throw PhotoRejectedException.corrupt("the header says %d x %d pixels".formatted(width, height));
        }
        if ((double) width * height > megapixels * 1e6) {
            throw new PhotoRejectedException(
                    FailureCode.INPUT_TOO_MANY_PIXELS,
                    String.format(
                            Locale.ROOT,
                            "the picture has %d x %d pixels (%.1f megapixels), the limit is %.1f: scale it down",
                            width,
                            height,
                            (double) width * height / 1e6,
                            megapixels));
        }
        if (Math.min(width, height) < minimumSide) {
            throw new PhotoRejectedException(
                    FailureCode.INPUT_TOO_SMALL,
                    "the picture has %d x %d pixels, its shorter side must have at least %d: upload a larger one"
                            .formatted(width, height, minimumSide));
        }
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: must be %s, was %s".formatted(name, expected, value));
        }
    }
}
