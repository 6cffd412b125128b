/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.ImageRef;
import java.io.InputStream;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Large objects, streamed and never held whole. Owns its client. Thread-safe. */
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

    /**
     * How many bytes an object has.
     *
     * @throws ImageStoreException when it is not there, may not be read, or the store fails
     */
    public long length(ImageRef reference) {
        S3Uri address = S3Uri.parse(reference.getUri());
        try {
            return client.headObject(request -> request.bucket(address.bucket()).key(address.key()))
                    .contentLength();
        } catch (S3Exception e) {
            throw S3ImageStore.readFailure(address, reference, e);
        } catch (SdkClientException e) {
            throw S3ImageStore.unavailable(address, e);
        }
    }

    /**
     * Stores a file of up to five gibibytes, over what is there.
     *
     * @throws ImageStoreException when the bucket may not be written or the store fails
     */
    public void upload(Path file, S3Uri address, String contentType) {
        try {
            client.putObject(
                    request ->
                            request.bucket(address.bucket()).key(address.key()).contentType(contentType),
                    file);
        } catch (S3Exception e) {
            throw S3ImageStore.writeFailure(address, e);
        } catch (SdkClientException e) {
            throw S3ImageStore.unavailable(address, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
