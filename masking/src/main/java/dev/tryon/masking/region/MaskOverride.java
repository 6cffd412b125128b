/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.v1.FailureCode;
import org.opencv.core.Size;

/** What a user wants painted: a mask of their own, or strokes of a brush that mend the policy's region. */
public sealed interface MaskOverride extends AutoCloseable permits DrawnMask, BrushStrokes {
    /** What a user's mask does to the policy's region. */
    enum Mode {
        /** It takes its place. */
        REPLACE,
        /** Painted is what both say. */
        INTERSECT
    }

    /** The policy's own region, which costs time: asked for where it is needed only. */
    @FunctionalInterface
    interface PolicyRegion {
        /** The caller closes it. */
        Region build() throws PhotoRejectedException;
    }

    /**
     * Reads a mask by its content: a JSON document is strokes, anything else has to be a picture.
     *
     * @param mode what a picture does; strokes are always drawn onto the policy's region
     * @throws PhotoRejectedException MASK_OVERRIDE_INVALID, or what is wrong with the picture
     */
    static MaskOverride read(byte[] bytes, Mode mode, PhotoLimits limits) throws PhotoRejectedException {
        if (!BrushStrokes.looksLike(bytes)) {
            return new DrawnMask(Photo.decode(bytes, limits), mode);
        }
        if (mode == Mode.INTERSECT) {
            throw new PhotoRejectedException(
                    FailureCode.MASK_OVERRIDE_INVALID,
                    "strokes are drawn onto the policy's region and cannot intersect it; leave the mode out");
        }
        return BrushStrokes.parse(bytes);
    }

    /**
     * The region to paint.
     *
     * @param size of the upright subject
     * @return owned by the caller
     * @throws PhotoRejectedException MASK_OVERRIDE_INVALID when nothing or everything would be painted, or whatever the
     *     policy says against the photo where its region is needed
     */
    Region region(Size size, PolicyRegion policy) throws PhotoRejectedException;

    @Override
    void close();
}
