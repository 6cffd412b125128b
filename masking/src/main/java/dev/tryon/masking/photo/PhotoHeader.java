/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a whole and undamaged file says of its picture before any pixel is decoded; sides as stored. */
record PhotoHeader(
        PhotoFormat format,
        int width,
        int height,
        Orientation orientation,
        @Nullable IccProfile iccProfile,
        List<PngChunk> colourChunks) {
    PhotoHeader {
        colourChunks = List.copyOf(colourChunks);
    }

    /** Reads it, in this order: format by content, sides against the limits, structure to the end. */
    static PhotoHeader read(byte[] bytes, PhotoLimits limits) throws PhotoRejectedException {
        return switch (Signature.formatOf(bytes)) {
            case JPEG -> JpegStructure.read(bytes, limits);
            case PNG -> PngStructure.read(bytes, limits);
            case WEBP -> WebpStructure.read(bytes, limits);
        };
    }
}
