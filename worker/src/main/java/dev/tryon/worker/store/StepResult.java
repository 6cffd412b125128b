/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import dev.tryon.masking.photo.PhotoFormat;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.v1.ImageFormat;
import dev.tryon.v1.TryOnRequest;

/**
 * Where the objects of one step's result are: below the request's prefix and the tenant, two hex digits that spread
 * listings, then the content address.
 *
 * @param stem the address without a suffix
 * @param format that was asked for
 */
public record StepResult(String stem, ImageFormat format) {

    /** The result of this request's current step with these pixels' fingerprint. */
    public static StepResult of(TryOnRequest request, String fingerprint) {
        S3Uri stem = S3Uri.below(
                request.getOutput().getPrefix(),
                request.getTenant() + "/" + fingerprint.substring(0, 2) + "/" + fingerprint);
        return new StepResult(stem.toString(), request.getOutput().getFormat());
    }

    /** @param actual what it was encoded as, which is PNG where the wanted format cannot hold it exactly */
    public S3Uri image(PhotoFormat actual) {
        return S3Uri.parse(stem + "." + actual.extension());
    }

    public S3Uri mask() {
        return S3Uri.parse(stem + ".mask.png");
    }

    public S3Uri preview() {
        return S3Uri.parse(stem + ".preview.jpg");
    }

    /** Written last: its being there means that the result is whole. */
    public S3Uri sidecar() {
        return S3Uri.parse(stem + ".json");
    }
}
