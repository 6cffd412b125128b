/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tryon.v1.FailureCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files that somebody made to hurt a decoder. Each is refused with a code or read as the picture that it also is, soon. What
 * damage does is in {@link PhotoIntakeTest} and {@link PhotoFuzzTest}; what a bomb costs in {@link DecompressionBombTest}.
 */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class HostilePicturesTest {

    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    private static final byte[] PNG_SIGNATURE = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);

    @Test
    void refusesMarkupInThePngsClothes() {
        byte[] dressed = Pictures.concat(PNG_SIGNATURE, SVG.getBytes(ISO_8859_1));

        assertThat(refused(dressed).code()).isEqualTo(FailureCode.INPUT_UNSUPPORTED_FORMAT);
    }

    @Test
    void leavesOutWhatAPolyglotCarriesBehindThePicture() throws PhotoRejectedException {
        byte[] png = Pictures.png(80, 70);
        byte[] archive = "PK\u0003\u0004 <script>alert(1)</script>".getBytes(ISO_8859_1);

        try (Photo photo = Photo.decode(Pictures.concat(png, archive), PhotoLimits.defaults())) {
            byte[] stored = PngEncoder.encode(photo.raw(), photo.metadata());

            assertThat(new String(stored, ISO_8859_1)).doesNotContain("script");
        }
    }

    @Test
    void endsInsideExifThatPointsAtItself() throws PhotoRejectedException {
        byte[] looping = Pictures.withSegments(Pictures.jpeg(80, 70), Pictures.segment(0xe1, exifLoop()));

        try (Photo photo = Photo.decode(looping, PhotoLimits.defaults())) {
            assertThat(photo.width()).isEqualTo(80);
        }
    }

    @Test
    void endsInsideExifOfAPngThatPointsAtItself() throws PhotoRejectedException {
        byte[] tiff = Arrays.copyOfRange(exifLoop(), 6, exifLoop().length);

        try (Photo photo =
                Photo.decode(Pictures.withChunk(Pictures.png(80, 70), "eXIf", tiff), PhotoLimits.defaults())) {
            assertThat(photo.width()).isEqualTo(80);
        }
    }

    @Test
    void refusesSidesOfTheFormatsLargestNumber() {
        assertThat(refused(Pictures.withSides(Pictures.png(80, 80), 65_535, 65_535))
                        .code())
                .isEqualTo(FailureCode.INPUT_TOO_MANY_PIXELS);
        assertThat(refused(Pictures.withSides(Pictures.png(80, 80), Integer.MAX_VALUE, 1))
                        .code()
                        .getNumber())
                .isBetween(200, 299);
    }

    /** A directory whose orientation points nowhere and whose next directory is itself, as is its sub-directory. */
    private static byte[] exifLoop() {
        ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 2 * 12 + 4).order(ByteOrder.BIG_ENDIAN);
        exif.put("Exif\0\0MM\0*".getBytes(ISO_8859_1)).putInt(8);
        exif.putShort((short) 2);
        exif.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(8);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(0x7fffffff).putInt(8);
        exif.putInt(8);
        return exif.array();
    }

    private static PhotoRejectedException refused(byte[] bytes) {
        PhotoRejectedException refused = catchThrowableOfType(
                PhotoRejectedException.class,
                () -> Photo.decode(bytes, PhotoLimits.defaults()).close());
        assertThat(refused).isNotNull();
        return refused;
    }
}
