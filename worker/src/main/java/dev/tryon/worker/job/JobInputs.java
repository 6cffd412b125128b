/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.region.MaskOverride;
import dev.tryon.platform.s3.StoredImage;
import java.util.Optional;

/**
 * The pictures of one step, read and decoded. Owns their native memory.
 *
 * @param maskObject the request's own mask or strokes, when it brings some
 */
record JobInputs(
        StoredImage subjectObject,
        Photo subject,
        StoredImage productObject,
        Photo product,
        Optional<StoredImage> maskObject,
        Optional<MaskOverride> mask)
        implements AutoCloseable {

    @Override
    public void close() {
        subject.close();
        product.close();
        mask.ifPresent(MaskOverride::close);
    }
}
