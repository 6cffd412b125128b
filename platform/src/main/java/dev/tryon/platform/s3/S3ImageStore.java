/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** {@link ImageStore} on any S3. Owns its clients. Thread-safe. */
public final class S3ImageStore implements ImageStore, AutoCloseable {

    private final S3Client client;
    private final S3Presigner presigner;

    public S3ImageStore(S3Client client, S3Presigner presigner) {
        this.client = client;
        this.presigner = presigner;
    }

    @Override
    public StoredImage get(ImageRef reference, long maximumBytes) {
        S3Uri address = S3Uri.parse(reference.getUri());
        try (ResponseInputStream<GetObjectResponse> stream = client.getObject(read(reference, address))) {
            long length = stream.response().contentLength();
            if (length > maximumBytes) {
                stream.abort(); // or closing would read the rest
                throw new ImageStoreException(
                        FailureCode.INPUT_TOO_LARGE,
                        address + " has " + length + " bytes; the limit is " + maximumBytes,
                        null);
            }
            byte[] bytes = stream.readNBytes(Math.toIntExact(length));
            String sha256 = Sha256.hex(bytes);
            if (!reference.getSha256().isEmpty() && !reference.getSha256().equals(sha256)) {
                throw changed(address, "its sha256 is " + sha256 + ", the request says " + reference.getSha256());
            }
            return new StoredImage(address, bytes, unquoted(stream.response().eTag()), sha256);
        } catch (S3Exception e) {
            throw readFailure(address, reference, e);
        } catch (SdkClientException | IOException e) {
            throw unavailable(address, e);
        }
    }

    @Override
    public Optional<ImageRef> find(S3Uri address) {
        try {
            HeadObjectResponse head = client.headObject(
                    request -> request.bucket(address.bucket()).key(address.key()));
            return Optional.of(ImageRef.newBuilder()
                    .setUri(address.toString())
                    .setEtag(unquoted(head.eTag()))
                    .build());
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw readFailure(address, ImageRef.getDefaultInstance(), e);
        } catch (SdkClientException e) {
            throw unavailable(address, e);
        }
    }

    @Override
    public PutOutcome putIfAbsent(S3Uri address, byte[] bytes, String contentType) {
        try {
            client.putObject(
                    request -> request.bucket(address.bucket())
                            .key(address.key())
                            .contentType(contentType)
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(bytes));
            return PutOutcome.STORED;
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case 412 -> PutOutcome.ALREADY_THERE;
                // 409: another conditional write of the same key is under way, and will win.
                case 409 -> PutOutcome.ALREADY_THERE;
                default -> throw writeFailure(address, e);
            };
        } catch (SdkClientException e) {
            throw unavailable(address, e);
        }
    }

    @Override
    public URI presignGet(S3Uri address, Duration validity) {
        return URI.create(presigner
                .presignGetObject(presign -> presign.signatureDuration(validity)
                        .getObjectRequest(get -> get.bucket(address.bucket()).key(address.key())))
                .url()
                .toExternalForm());
    }

    /**
     * An address that one object of just this type and length can be put at for a while.
     *
     * @param bytes the length that the signature holds the upload to
     */
    public URI presignPut(S3Uri address, Duration validity, String contentType, long bytes) {
        return URI.create(presigner
                .presignPutObject(presign -> presign.signatureDuration(validity)
                        .putObjectRequest(put -> put.bucket(address.bucket())
                                .key(address.key())
                                .contentType(contentType)
                                .contentLength(bytes)))
                .url()
                .toExternalForm());
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
    }

    static GetObjectRequest read(ImageRef reference, S3Uri address) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(address.bucket()).key(address.key());
        if (!reference.getEtag().isEmpty()) {
            request.ifMatch(reference.getEtag());
        }
        if (!reference.getVersionId().isEmpty()) {
            request.versionId(reference.getVersionId());
        }
        return request.build();
    }

    /** By status alone: some servers send a 404 without an error code. */
    static ImageStoreException readFailure(S3Uri address, ImageRef reference, S3Exception e) {
        return switch (e.statusCode()) {
            case 404 ->
                new ImageStoreException(
                        FailureCode.INPUT_NOT_FOUND, address + " does not exist; upload it before submitting", e);
            case 401, 403 ->
                new ImageStoreException(
                        FailureCode.INPUT_FORBIDDEN, address + " may not be read by this service; allow it", e);
            case 412 -> changed(address, "its etag is no longer " + reference.getEtag());
            default -> unavailable(address, e);
        };
    }

    static ImageStoreException writeFailure(S3Uri address, S3Exception e) {
        return switch (e.statusCode()) {
            case 403, 404 ->
                new ImageStoreException(
                        FailureCode.BUCKET_NOT_ALLOWED,
                        "cannot write " + address + ": " + e.awsErrorDetails().errorMessage()
                                + "; create the bucket or allow this service to write it",
                        e);
            default -> unavailable(address, e);
        };
    }

    private static ImageStoreException changed(S3Uri address, String how) {
        return new ImageStoreException(
                FailureCode.INPUT_CHANGED, address + " is not the object that was submitted: " + how, null);
    }

    static ImageStoreException unavailable(S3Uri address, Exception e) {
        String why = e instanceof SdkException sdk ? sdk.getMessage() : String.valueOf(e.getMessage());
        return new ImageStoreException(
                FailureCode.STORE_UNAVAILABLE, "the image store failed at " + address + ": " + why, e);
    }

    static String unquoted(String etag) {
        return etag.replace("\"", "");
    }
}
