/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.ImageRef;
import java.io.InputStream;
import software.amazon.awssdk.services.s3.S3Client;

/** Large objects, streamed. Owns its client. Thread-safe. */
public final class S3Objects implements AutoCloseable {
    private final S3Client client;

    public S3Objects(S3Config config) {
        this.client = S3Clients.client(config);
    }

    /**
     * Opens an object, held to the etag and version that are given. Reads part by part and keeps no connection between, so
     * the stream may be read over days; when the object is replaced meanwhile, reading fails. Skipping reads nothing. Every
     * failure of the store is an {@link ImageStoreException}.
     */
    public InputStream open(ImageRef reference) {
        return new S3ObjectStream(client, reference);
    }

    @Override
    public void close() {
        client.close();
    }
}
