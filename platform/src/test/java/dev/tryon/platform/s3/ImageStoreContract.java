/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every image store does, the real one and the one of other tests. */
abstract class ImageStoreContract {

    static final byte[] BYTES = "a picture".getBytes(StandardCharsets.UTF_8);

    abstract ImageStore store();

    /** An address that nothing was written to yet. */
    abstract S3Uri fresh();

    @Test
    void readsWhatWasWritten() {
        S3Uri address = fresh();
        store().putIfAbsent(address, BYTES, "image/png");

        StoredImage read = store().get(reference(address).build(), 1000);

        assertThat(read.bytes()).isEqualTo(BYTES);
        assertThat(read.sha256()).isEqualTo(Sha256.hex(BYTES));
        assertThat(store().find(address).orElseThrow().getEtag()).isEqualTo(read.etag());
    }

    @Test
    void keepsFirstOfTwoWrites() {
        S3Uri address = fresh();

        assertThat(store().putIfAbsent(address, BYTES, "image/png")).isEqualTo(ImageStore.PutOutcome.STORED);
        assertThat(store().putIfAbsent(address, new byte[] {1}, "image/png"))
                .isEqualTo(ImageStore.PutOutcome.ALREADY_THERE);
        assertThat(store().get(reference(address).build(), 1000).bytes()).isEqualTo(BYTES);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(store().find(fresh())).isEmpty();
    }

    @Test
    void namesMissingObject() {
        S3Uri address = fresh();

        failsWith(FailureCode.INPUT_NOT_FOUND, reference(address).build(), 1000, address.key());
    }

    @Test
    void refusesMoreBytesThanLimit() {
        S3Uri address = fresh();
        store().putIfAbsent(address, BYTES, "image/png");

        failsWith(FailureCode.INPUT_TOO_LARGE, reference(address).build(), BYTES.length - 1, "" + BYTES.length);
    }

    @Test
    void noticesOtherBytesThanRequestNames() {
        S3Uri address = fresh();
        store().putIfAbsent(address, BYTES, "image/png");

        failsWith(
                FailureCode.INPUT_CHANGED,
                reference(address).setSha256("0".repeat(64)).build(),
                1000,
                address.key());
        failsWith(
                FailureCode.INPUT_CHANGED,
                reference(address).setEtag("0123456789abcdef").build(),
                1000,
                address.key());
    }

    void failsWith(FailureCode code, ImageRef reference, long limit, String inMessage) {
        assertThatExceptionOfType(ImageStoreException.class)
                .isThrownBy(() -> store().get(reference, limit))
                .withMessageContaining(inMessage)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    static ImageRef.Builder reference(S3Uri address) {
        return ImageRef.newBuilder().setUri(address.toString());
    }
}
