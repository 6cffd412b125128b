/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.v1.ImageRef;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps pictures that were read lately. The store is asked each time whether a picture is still the same, which it says
 * without sending it: one that was replaced, removed or forbidden meanwhile is not served from here. Thread-safe; does not own
 * the store.
 */
public final class RememberingImageStore implements ImageStore {

    private static final int BESIDE_BYTES = 512;

    private final ImageStore store;
    private final ByteCache<S3Uri, StoredImage> kept;

    public RememberingImageStore(ImageStore store, ByteCache<S3Uri, StoredImage> kept) {
        this.store = store;
        this.kept = kept;
    }

    /** @param most bytes of pictures */
    public static ByteCache<S3Uri, StoredImage> cache(long most) {
        return new ByteCache<>(most, image -> (long) image.bytes().length + BESIDE_BYTES);
    }

    @Override
    public StoredImage get(ImageRef reference, long maximumBytes) {
        S3Uri address = S3Uri.parse(reference.getUri());
        Optional<StoredImage> before = kept.get(address).filter(image -> answers(image, reference, maximumBytes));
        if (before.isPresent() && unchanged(before.get())) {
            return before.get();
        }
        StoredImage image = store.get(reference, maximumBytes);
        if (reference.getVersionId().isEmpty()) {
            kept.put(address, image);
        }
        return image;
    }

    @Override
    public Optional<ImageRef> find(S3Uri address) {
        return store.find(address);
    }

    @Override
    public PutOutcome putIfAbsent(S3Uri address, byte[] bytes, String contentType) {
        return store.putIfAbsent(address, bytes, contentType);
    }

    @Override
    public URI presignGet(S3Uri address, Duration validity) {
        return store.presignGet(address, validity);
    }

    private boolean unchanged(StoredImage image) {
        return store.find(image.address())
                .filter(now -> now.getEtag().equals(image.etag()))
                .isPresent();
    }

    /** Anything else than this picture the store is asked for, and says what is wrong with the request. */
    private static boolean answers(StoredImage image, ImageRef reference, long maximumBytes) {
        return reference.getVersionId().isEmpty()
                && image.bytes().length <= maximumBytes
                && (reference.getEtag().isEmpty() || reference.getEtag().equals(image.etag()))
                && (reference.getSha256().isEmpty() || reference.getSha256().equals(image.sha256()));
    }
}
