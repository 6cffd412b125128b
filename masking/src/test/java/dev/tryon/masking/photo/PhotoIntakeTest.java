/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tryon.v1.FailureCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;

class PhotoIntakeTest {
    private static final PhotoLimits LIMITS = PhotoLimits.defaults();

    @Test
    void refusesMoreBytesThanTheLimit() {
        byte[] png = Pictures.png(80, 80);

        PhotoRejectedException rejected = rejected(png, new PhotoLimits(png.length - 1, 64, 64));

        assertThat(rejected.code()).isEqualTo(FailureCode.INPUT_TOO_LARGE);
        assertThat(rejected).hasMessageContaining(String.valueOf(png.length));
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a, GIF",
        "II*\0, TIFF",
        "%PDF-1.4, PDF",
        "'\0\0\0\u0018ftypheic\0\0\0\0heicmif1', HEIC",
        "<svg xmlns='http://www.w3.org/2000/svg'/>, SVG",
        "<html>no such key</html>, HTML",
        "hello there this is no picture, unknown",
    })
    void namesWhatAnUnsupportedFileLooksLike(String start, String named) {
        byte[] bytes = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 200);

        PhotoRejectedException rejected = rejected(bytes, LIMITS);

        assertThat(rejected.code()).isEqualTo(FailureCode.INPUT_UNSUPPORTED_FORMAT);
        assertThat(rejected).hasMessageContaining(named).hasMessageContaining("convert");
    }

    @Test
    void refusesEmptyFiles() {
        assertThat(rejected(new byte[0], LIMITS)).hasMessageContaining("empty");
    }

    @Test
    void refusesAnimatedPng() {
        byte[] animated = Pictures.withChunk(Pictures.png(80, 80), "acTL", new byte[8]);

        assertThat(rejected(animated, LIMITS)).hasMessageContaining("animated");
        assertThat(rejected(animated, LIMITS).code()).isEqualTo(FailureCode.INPUT_UNSUPPORTED_FORMAT);
    }

    @Test
    void refusesAnimatedWebp() {
        byte[] webp = WebpLossless.encode(
                Pictures.noise(80, 80, CvType.CV_8UC3, 1),
                Pictures.metadata(Orientation.NORMAL, Pictures.rgbProfile()));
        webp[20] |= 2;

        assertThat(rejected(webp, LIMITS)).hasMessageContaining("animated");
        assertThat(rejected(webp, LIMITS).code()).isEqualTo(FailureCode.INPUT_UNSUPPORTED_FORMAT);
    }

    @Test
    void refusesSidesThatAreTooSmall() {
        assertThat(rejected(Pictures.png(63, 300), LIMITS).code()).isEqualTo(FailureCode.INPUT_TOO_SMALL);
        assertThat(rejected(Pictures.jpeg(300, 63), LIMITS).code()).isEqualTo(FailureCode.INPUT_TOO_SMALL);
        assertThat(rejected(Pictures.webp(63, 63), LIMITS).code()).isEqualTo(FailureCode.INPUT_TOO_SMALL);
    }

    @Test
    void refusesTooManyPixelsInEachFormat() {
        PhotoLimits tight = new PhotoLimits(1 << 20, 0.0063, 64);

        assertThat(rejected(Pictures.png(80, 80), tight).code()).isEqualTo(FailureCode.INPUT_TOO_MANY_PIXELS);
        assertThat(rejected(Pictures.jpeg(80, 80), tight).code()).isEqualTo(FailureCode.INPUT_TOO_MANY_PIXELS);
        assertThat(rejected(Pictures.webp(80, 80), tight).code()).isEqualTo(FailureCode.INPUT_TOO_MANY_PIXELS);
    }

    @Test
    void refusesForgedSidesByWhatTheyClaim() {
        byte[] png = Pictures.withSides(Pictures.png(80, 80), 30_000, 30_000);
        byte[] beyondInt = Pictures.withSides(Pictures.png(80, 80), -1, -1);

        assertThat(rejected(png, LIMITS).code()).isEqualTo(FailureCode.INPUT_TOO_MANY_PIXELS);
        assertThat(rejected(png, LIMITS)).hasMessageContaining("30000 x 30000");
        assertThat(rejected(beyondInt, LIMITS).code()).isEqualTo(FailureCode.INPUT_TOO_MANY_PIXELS);
    }

    @Test
    void refusesMorePixelsThanTheBytesCanHold() {
        byte[] png = Pictures.withSides(Pictures.png(80, 80), 8_000, 8_000);

        assertThat(rejected(png, LIMITS).code()).isEqualTo(FailureCode.INPUT_CORRUPT);
        assertThat(rejected(png, LIMITS)).hasMessageContaining("need at least");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp"})
    void refusesEveryTruncation(String format) {
        byte[] whole = picture(format);
        for (int length = 40; length < whole.length; length += 97) {
            PhotoRejectedException rejected = rejected(Arrays.copyOf(whole, length), LIMITS);

            assertThat(rejected.code())
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(FailureCode.INPUT_CORRUPT);
        }
        assertThat(rejected(Arrays.copyOf(whole, whole.length - 1), LIMITS).code())
                .isEqualTo(FailureCode.INPUT_CORRUPT);
    }

    /** The pixels are all there and would decode; what is missing is the orientation behind them. */
    @Test
    void refusesWebpThatLacksWhatFollowsThePixels() {
        byte[] whole = picture("rich webp");
        int exifChunk = whole.length - 8 - 26;
        byte[] cutBefore = Arrays.copyOf(whole, exifChunk);
        byte[] tooLong = whole.clone();
        tooLong[exifChunk + 4] = 100;

        assertThat(rejected(cutBefore, LIMITS)).hasMessageContaining("the WebP's header says");
        assertThat(rejected(tooLong, LIMITS)).hasMessageContaining("says 100 bytes");
    }

    /** Either a picture of the announced size or a typed refusal: nothing else, whatever the bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "rich webp", "rich jpeg", "rich png"})
    void endsEveryMutationInAPhotoOrARefusal(String format) {
        byte[] whole = picture(format);
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] mutated = whole.clone();
            // Half of the hits go to the headers, where they hurt most.
            for (int hit = random.nextInt(1, 6); hit > 0; hit--) {
                int range = random.nextBoolean() ? Math.min(200, whole.length) : whole.length;
                mutated[random.nextInt(range)] = (byte) random.nextInt();
            }
            try (Photo photo = Photo.decode(mutated, LIMITS)) {
                assertThat(photo.width()).isPositive();
            } catch (PhotoRejectedException e) {
                refused++;
                assertThat(e.code().getNumber()).isBetween(200, 299);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] png =
                Pictures.withChunk(Pictures.png(80, 80), "tEXt", "Comment\0damaged".getBytes(StandardCharsets.UTF_8));
        png[44] ^= 1;

        assertThat(rejected(png, LIMITS).code()).isEqualTo(FailureCode.INPUT_CORRUPT);
        assertThat(rejected(png, LIMITS)).hasMessageContaining("tEXt").hasMessageContaining("checksum");
    }

    @Test
    void refusesDamagedPngPixelsBehindAGoodChecksum() {
        byte[] png = Pictures.png(80, 80);
        int length = ByteBuffer.wrap(png).getInt(33);
        byte[] data = Arrays.copyOfRange(png, 41, 41 + length);
        Arrays.fill(data, length / 2, length / 2 + 50, (byte) 0x55);
        ByteBuffer damaged = ByteBuffer.wrap(png.clone());
        damaged.position(33);
        new PngChunk("IDAT", data).writeTo(damaged);

        assertThat(rejected(damaged.array(), LIMITS).code()).isEqualTo(FailureCode.INPUT_CORRUPT);
    }

    @Test
    void saysWhatToDoWithAnUnusableJpeg() {
        assertThat(rejected(Pictures.withSegments(Pictures.jpeg(80, 80), frame(0xC0, 8, 4)), LIMITS))
                .hasMessageContaining("convert it to RGB");
        assertThat(rejected(Pictures.withSegments(Pictures.jpeg(80, 80), frame(0xC3, 8, 3)), LIMITS))
                .hasMessageContaining("save it as a baseline");
        assertThat(rejected(Pictures.withSegments(Pictures.jpeg(80, 80), frame(0xC1, 12, 3)), LIMITS))
                .hasMessageContaining("12 bits");
    }

    @Test
    void refusesJpegWithThousandsOfScans() {
        byte[] scan = Pictures.segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0});
        byte[][] segments = new byte[2000][];
        Arrays.fill(segments, scan);
        segments[0] = frame(0xC2, 8, 3);

        assertThat(rejected(Pictures.withSegments(Pictures.jpeg(80, 80), segments), LIMITS))
                .hasMessageContaining("scans");
    }

    @Test
    void refusesGreyKeyColourThatTheDecoderWouldDrop() {
        byte[] grey = Pictures.encode(".png", Pictures.noise(80, 80, CvType.CV_8UC1, 1));

        assertThat(rejected(Pictures.withChunk(grey, "tRNS", new byte[] {0, 7}), LIMITS))
                .hasMessageContaining("alpha channel");
    }

    @Test
    void acceptsBytesAfterTheEnd() throws PhotoRejectedException {
        byte[] trailing = new byte[100];

        try (Photo jpeg = Photo.decode(Pictures.concat(Pictures.jpeg(80, 80), trailing), LIMITS);
                Photo png = Photo.decode(Pictures.concat(Pictures.png(80, 80), trailing), LIMITS)) {
            assertThat(jpeg.format()).isEqualTo(PhotoFormat.JPEG);
            assertThat(png.format()).isEqualTo(PhotoFormat.PNG);
        }
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhotoLimits(0, 64, 64))
                .withMessageContaining("bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhotoLimits(1, Double.NaN, 64))
                .withMessageContaining("megapixels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhotoLimits(1, 1, 0))
                .withMessageContaining("minimumSide");
    }

    private static byte[] frame(int marker, int precision, int components) {
        return Pictures.segment(marker, new byte[] {(byte) precision, 0, 80, 0, 80, (byte) components});
    }

    private static byte[] picture(String format) {
        PhotoMetadata rich = Pictures.metadata(Orientation.ROTATED_90, Pictures.rgbProfile());
        return switch (format) {
            case "jpeg" -> Pictures.jpeg(80, 90);
            case "png" -> Pictures.png(80, 90);
            case "webp" -> Pictures.webp(80, 90);
            case "rich jpeg" ->
                Pictures.withSegments(
                        Pictures.withSegments(Pictures.jpeg(80, 90), Pictures.iccSegments(Pictures.rgbProfile())),
                        Pictures.exifSegment(6));
            case "rich png" -> PngEncoder.encode(Pictures.noise(80, 90, CvType.CV_8UC4, 1), rich);
            default -> WebpLossless.encode(Pictures.noise(80, 90, CvType.CV_8UC3, 1), rich);
        };
    }

    private static PhotoRejectedException rejected(byte[] bytes, PhotoLimits limits) {
        PhotoRejectedException rejected = catchThrowableOfType(
                PhotoRejectedException.class, () -> Photo.decode(bytes, limits).close());
        assertThat(rejected).as("refusal").isNotNull();
        return rejected;
    }
}
