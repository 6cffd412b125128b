/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever bytes come as a picture, they become pixels within the limits or a typed refusal. Damage is done to real files of
 * every format, since random bytes would not get past the signature.
 */
class PhotoFuzzTest {

    private static final PhotoLimits LIMITS = new PhotoLimits(1 << 20, 1, 64);
    private static final List<byte[]> WHOLE =
            List.of(Pictures.png(70, 66), Pictures.jpeg(70, 66), Pictures.webp(70, 66));

    @FuzzTest(maxDuration = "20s")
    void damagedPicturesAreReadOrRefused(FuzzedDataProvider data) {
        byte[] bytes = data.pickValue(WHOLE).clone();
        for (int wounds = data.consumeInt(0, 12); wounds > 0; wounds--) {
            bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
        }
        if (data.consumeBoolean()) {
            bytes = Arrays.copyOf(bytes, data.consumeInt(0, bytes.length + 64));
        }

        try (Photo photo = Photo.decode(bytes, LIMITS)) {
            assertThat(photo.width() * (long) photo.height()).isBetween(1L, 1_000_000L);
            assertThat(photo.uprightRgb().empty()).isFalse();
        } catch (PhotoRejectedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(refused.code().getNumber()).isBetween(200, 299);
        }
    }
}
