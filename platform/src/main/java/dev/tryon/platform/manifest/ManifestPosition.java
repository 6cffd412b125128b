/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

/**
 * Where reading goes on: a checkpoint. Every line of a manifest is a row, a broken one too, so the two numbers are enough.
 *
 * @param rows rows before it; the next row's number is one more
 * @param offset where the next row begins, in bytes after decompression; at 0 rows it may be 0 for the beginning
 */
public record ManifestPosition(long rows, long offset) {
    /** Before the first row. */
    public static final ManifestPosition BEGINNING = new ManifestPosition(0, 0);

    public ManifestPosition {
        if (rows < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "rows and offset must not be negative; they are " + rows + ", " + offset);
        }
    }
}
