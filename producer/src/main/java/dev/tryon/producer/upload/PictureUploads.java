/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.upload;

import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.Sha256;
import dev.tryon.v1.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts pictures under {@code s3://BUCKET/uploads/<sha256>.<ext>}. The name follows from the content, so the same
 * picture is stored once however often it is sent, and a result that was made of it is found again. Thread-safe.
 */
public final class PictureUploads {
    private static final String FOLDER = "uploads";

    private final ImageStore store;
    private final String bucket;
    private final long maximumBytes;

    /**
     * Uploads to a bucket.
     *
     * @param bucket must exist
     * @param maximumBytes a larger file is refused before it is read; workers have such a limit too
     */
    public PictureUploads(ImageStore store, String bucket, long maximumBytes) {
        this.store = store;
        this.bucket = bucket;
        this.maximumBytes = maximumBytes;
    }

    /**
     * A reference to a picture that is in S3 already ({@code s3://…}) or is uploaded for it (a path).
     *
     * @throws PictureRefusedException when the file is missing, too large or not a picture
     */
    public ImageRef reference(String pathOrUri) {
        if (pathOrUri.startsWith("s3://")) {
            return ImageRef.newBuilder().setUri(pathOrUri).build();
        }
        return upload(Path.of(pathOrUri));
    }

    /**
     * Uploads a file unless its content is there.
     *
     * @return with the content's sha256, to which workers hold what they read
     * @throws PictureRefusedException when the file is missing, too large or not a picture
     */
    public ImageRef upload(Path file) {
        byte[] bytes = read(file);
        PictureFormat format = PictureFormat.of(bytes)
                .orElseThrow(() -> new PictureRefusedException(
                        file + " is neither JPEG, PNG nor WebP by its content; convert it first", null));
        String sha256 = Sha256.hex(bytes);
        S3Uri address = new S3Uri(bucket, FOLDER + "/" + sha256 + "." + format.extension());
        store.putIfAbsent(address, bytes, format.contentType());
        return ImageRef.newBuilder()
                .setUri(address.toString())
                .setSha256(sha256)
                .build();
    }

    private byte[] read(Path file) {
        try {
            long size = Files.size(file);
            if (size > maximumBytes) {
                throw new PictureRefusedException(
                        file + " has " + size + " bytes; the limit is " + maximumBytes + ": send a smaller file", null);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new PictureRefusedException("cannot read " + file + "; check the path: " + e, e);
        }
    }
}
