/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.v1.Completed;
import dev.tryon.v1.ImageRef;
import java.util.Optional;

/**
 * Results under their content addresses. All objects of a result share a name; the sidecar with the provenance is
 * written last, so that its being there means that the result is whole. Every write is conditional: of two workers
 * that paint the same, the first wins and the other announces the winner's. Thread-safe.
 */
public final class ResultStore {

    private final ImageStore images;

    public ResultStore(ImageStore images) {
        this.images = images;
    }

    /** The whole result of this address, if there is one. */
    public Optional<Completed> find(S3Uri sidecar) {
        if (images.find(sidecar).isEmpty()) {
            return Optional.empty();
        }
        byte[] json = images.get(
                        ImageRef.newBuilder().setUri(sidecar.toString()).build(), 1 << 20)
                .bytes();
        try {
            return Optional.of(Sidecar.completed(json));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the sidecar " + sidecar + " is not a result's; delete it", e);
        }
    }

    /**
     * Writes a picture unless it is there.
     *
     * @return a reference to what is there now, with its etag
     */
    public ImageRef put(S3Uri address, byte[] bytes, String contentType) {
        images.putIfAbsent(address, bytes, contentType);
        return images.find(address)
                .orElseThrow(() -> new IllegalStateException(address + " vanished right after it was written"));
    }

    /** Makes the result whole; returns the one that counts, which is another's when another was first. */
    public Completed seal(S3Uri address, Sidecar sidecar) {
        return switch (images.putIfAbsent(address, sidecar.json(), "application/json")) {
            case STORED -> sidecar.completed();
            case ALREADY_THERE -> find(address).orElse(sidecar.completed());
        };
    }
}
