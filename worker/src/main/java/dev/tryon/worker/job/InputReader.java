/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.region.MaskOverride;
import dev.tryon.platform.s3.BucketAccess;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.Optional;

/** Reads a step's pictures within the limits and from the tenant's own buckets only. Thread-safe. */
final class InputReader {

    private final ImageStore store;
    private final BucketAccess buckets;
    private final PhotoLimits limits;

    InputReader(ImageStore store, BucketAccess buckets, PhotoLimits limits) {
        this.store = store;
        this.buckets = buckets;
        this.limits = limits;
    }

    /** The caller closes what it gets. */
    JobInputs read(TryOnRequest request) throws JobFailedException {
        Step step = request.getSteps(request.getPosition());
        String path = "steps[" + request.getPosition() + "].";
        requireBucket(
                request.getTenant(),
                "output.prefix",
                S3Uri.below(request.getOutput().getPrefix(), "any").bucket());
        StoredImage subject = fetch(request, "subject.uri", request.getSubject());
        StoredImage product = fetch(request, path + "product.uri", step.getProduct());
        Optional<StoredImage> mask =
                step.hasMask() ? Optional.of(fetch(request, path + "mask.uri", step.getMask())) : Optional.empty();
        return decode(subject, product, mask, mode(step), path);
    }

    private JobInputs decode(
            StoredImage subject, StoredImage product, Optional<StoredImage> mask, MaskOverride.Mode mode, String path)
            throws JobFailedException {
        Photo subjectPhoto = decode(subject, "subject.uri");
        try {
            Photo productPhoto = decode(product, path + "product.uri");
            try {
                Optional<MaskOverride> override =
                        mask.isPresent() ? Optional.of(override(mask.get(), mode, path)) : Optional.empty();
                return new JobInputs(subject, subjectPhoto, product, productPhoto, mask, override);
            } catch (JobFailedException | RuntimeException e) {
                productPhoto.close();
                throw e;
            }
        } catch (JobFailedException | RuntimeException e) {
            subjectPhoto.close();
            throw e;
        }
    }

    private Photo decode(StoredImage image, String field) throws JobFailedException {
        try {
            return Photo.decode(image.bytes(), limits);
        } catch (PhotoRejectedException e) {
            throw new JobFailedException(e.code(), field, image.address() + ": " + e.getMessage(), e);
        }
    }

    /** What a step's mask does; unspecified means that it replaces. */
    static MaskOverride.Mode mode(Step step) {
        return step.getMaskMode() == MaskMode.MASK_MODE_INTERSECT
                ? MaskOverride.Mode.INTERSECT
                : MaskOverride.Mode.REPLACE;
    }

    private MaskOverride override(StoredImage mask, MaskOverride.Mode mode, String path) throws JobFailedException {
        try {
            return MaskOverride.read(mask.bytes(), mode, limits);
        } catch (PhotoRejectedException e) {
            throw new JobFailedException(e.code(), path + "mask.uri", mask.address() + ": " + e.getMessage(), e);
        }
    }

    private StoredImage fetch(TryOnRequest request, String field, ImageRef reference) throws JobFailedException {
        requireBucket(
                request.getTenant(), field, S3Uri.parse(reference.getUri()).bucket());
        try {
            return store.get(reference, limits.bytes());
        } catch (ImageStoreException e) {
            throw new JobFailedException(e.code(), field, String.valueOf(e.getMessage()), e);
        }
    }

    private void requireBucket(String tenant, String field, String bucket) throws JobFailedException {
        if (!buckets.allows(tenant, bucket)) {
            throw new JobFailedException(
                    FailureCode.BUCKET_NOT_ALLOWED,
                    field,
                    "tenant " + tenant + " may not use bucket '" + bucket + "'; it may use " + buckets.allowedTo(tenant)
                            + "; an operator allows more with tryon.s3.buckets",
                    null);
        }
    }
}
