/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.ImageRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A large object, read part by part: between parts no connection is held, so a reader may take days. All parts are of the
 * object that the first was of; when it is replaced meanwhile, reading fails. Skipping costs nothing. Every failure of the
 * store is an {@link ImageStoreException}. Not thread-safe; does not own the client.
 */
final class S3ObjectStream extends InputStream {
    private static final int PART = 1 << 21;

    private final S3Client client;
    private final ImageRef reference;
    private final S3Uri address;
    private String etag;
    private InputStream part = InputStream.nullInputStream();
    private int left;
    private long next;
    private long length = Long.MAX_VALUE;

    S3ObjectStream(S3Client client, ImageRef reference) {
        this.client = client;
        this.reference = reference;
        this.address = S3Uri.parse(reference.getUri());
        this.etag = reference.getEtag();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (left == 0 && !nextPart()) {
            return -1;
        }
        int read = part.read(bytes, offset, Math.min(count, left));
        left -= read;
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        if (count <= 0) {
            return 0;
        }
        if (count < left) {
            long skipped = part.skip(count);
            left -= (int) skipped;
            return skipped;
        }
        long inPart = left;
        long beyond = Math.min(count - inPart, Math.max(0, length - next));
        if (length == Long.MAX_VALUE) {
            return left > 0 || nextPart() ? skip(count) : 0; // Its length is not known before the first part.
        }
        left = 0;
        next += beyond;
        return inPart + beyond;
    }

    private boolean nextPart() {
        if (next >= length) {
            return false;
        }
        GetObjectRequest request = S3ImageStore.read(reference, address).toBuilder()
                .range("bytes=" + next + "-" + (next + PART - 1))
                .build();
        if (!etag.isEmpty()) {
            request = request.toBuilder().ifMatch(etag).build();
        }
        try {
            ResponseBytes<GetObjectResponse> response = client.getObjectAsBytes(request);
            byte[] bytes = response.asByteArrayUnsafe();
            etag = S3ImageStore.unquoted(response.response().eTag());
            length = length(response.response(), bytes.length);
            next += bytes.length;
            left = bytes.length;
            part = new ByteArrayInputStream(bytes);
            return bytes.length > 0;
        } catch (S3Exception e) {
            if (e.statusCode() == 416) { // Nothing there: an empty object has no first byte.
                length = next;
                return false;
            }
            throw S3ImageStore.readFailure(address, reference, e);
        } catch (SdkClientException e) {
            throw S3ImageStore.unavailable(address, e);
        }
    }

    private long length(GetObjectResponse response, int read) {
        String range = response.contentRange(); // bytes 0-99/1234
        int slash = range == null ? -1 : range.indexOf('/');
        return slash < 0 ? next + read : Long.parseLong(range.substring(slash + 1));
    }
}
