/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory that keeps the same contract as S3's. */
final class MemoryImageStore implements ImageStore {

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    @Override
    public StoredImage get(ImageRef reference, long maximumBytes) {
        S3Uri address = S3Uri.parse(reference.getUri());
        byte[] bytes = objects.get(address.toString());
        if (bytes == null) {
            throw new ImageStoreException(FailureCode.INPUT_NOT_FOUND, address + " does not exist", null);
        }
        if (bytes.length > maximumBytes) {
            throw new ImageStoreException(FailureCode.INPUT_TOO_LARGE, address + " has " + bytes.length, null);
        }
        String sha256 = Sha256.hex(bytes);
        boolean otherEtag =
                !reference.getEtag().isEmpty() && !reference.getEtag().equals(sha256);
        boolean otherBytes =
                !reference.getSha256().isEmpty() && !reference.getSha256().equals(sha256);
        if (otherEtag || otherBytes) {
            throw new ImageStoreException(FailureCode.INPUT_CHANGED, address + " is another object", null);
        }
        return new StoredImage(address, bytes, sha256, sha256);
    }

    @Override
    public Optional<ImageRef> find(S3Uri address) {
        return Optional.ofNullable(objects.get(address.toString()))
                .map(bytes -> ImageRef.newBuilder()
                        .setUri(address.toString())
                        .setEtag(Sha256.hex(bytes))
                        .build());
    }

    @Override
    public PutOutcome putIfAbsent(S3Uri address, byte[] bytes, String contentType) {
        return objects.putIfAbsent(address.toString(), bytes.clone()) == null
                ? PutOutcome.STORED
                : PutOutcome.ALREADY_THERE;
    }

    @Override
    public URI presignGet(S3Uri address, Duration validity) {
        return URI.create("memory:" + address.bucket() + "/" + address.key());
    }
}
