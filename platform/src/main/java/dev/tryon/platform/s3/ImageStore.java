/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.ImageRef;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where pictures are. Every failure is an {@link ImageStoreException} that carries the {@code FailureCode} which decides
 * what becomes of the job. Thread-safe.
 */
public interface ImageStore {

    /**
     * Reads a picture whole.
     *
     * @param reference its etag, version and sha256, where given, are held to what the store has
     * @param maximumBytes a larger object is not read
     */
    StoredImage get(ImageRef reference, long maximumBytes);

    /** What is known of an object without reading it; empty when there is none. */
    Optional<ImageRef> find(S3Uri address);

    /** Writes an object unless there is one already: the first writer of a content address wins, the others learn so. */
    PutOutcome putIfAbsent(S3Uri address, byte[] bytes, String contentType);

    /** An address that anyone can read for a while. */
    URI presignGet(S3Uri address, Duration validity);

    /** Whether a conditional write took place. */
    enum PutOutcome {
        STORED,
        ALREADY_THERE
    }
}
