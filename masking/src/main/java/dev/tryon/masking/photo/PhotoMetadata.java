/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes with the pixels of a result: how they stand, what their numbers mean, and words about them. Nothing else of
 * the subject's metadata is kept; a photo's EXIF says where people live.
 *
 * @param orientation of the stored pixels
 * @param iccProfile null: none, which means sRGB
 * @param colourChunks of a PNG subject, as they were: gAMA, cHRM, sRGB, cICP and their like
 * @param textChunks tEXt, zTXt, iTXt (XMP among them) for a PNG
 */
public record PhotoMetadata(
        Orientation orientation,
        @Nullable IccProfile iccProfile,
        List<PngChunk> colourChunks,
        List<PngChunk> textChunks) {
    public PhotoMetadata {
        colourChunks = List.copyOf(colourChunks);
        textChunks = List.copyOf(textChunks);
    }

    /** Upright sRGB, no words. */
    public static PhotoMetadata plain() {
        return new PhotoMetadata(Orientation.NORMAL, null, List.of(), List.of());
    }

    public PhotoMetadata withTextChunks(List<PngChunk> chunks) {
        return new PhotoMetadata(orientation, iccProfile, colourChunks, chunks);
    }
}
