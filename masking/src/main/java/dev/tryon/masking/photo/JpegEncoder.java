/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** Writes pixels as a JPEG, with the profile that says what they mean: for looking at, never for results. Thread-safe. */
public final class JpegEncoder {
    static final byte[] ICC_PREAMBLE = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

    /** What a segment holds besides its length, the preamble, the part's number and the number of parts. */
    private static final int PART_BYTES = 65535 - 2 - 12 - 2;

    private static final int SEGMENT_OVERHEAD = 2 + 65535 - PART_BYTES;
    private static final int MOST_PARTS = 255;

    private JpegEncoder() {}

    /**
     * @param picture CV_8UC1 or CV_8UC3, BGR, upright
     * @param quality 1 to 100
     * @param iccProfile left out when it does not fit the channels
     */
    public static byte[] encode(Mat picture, int quality, @Nullable IccProfile iccProfile) {
        try (MatScope scope = new MatScope()) {
            MatOfByte encoded = scope.track(new MatOfByte());
            MatOfInt parameters = scope.track(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality));
            if (!Imgcodecs.imencode(".jpg", picture, encoded, parameters)) {
                throw new IllegalStateException("cannot encode as JPEG: " + picture);
            }
            byte[] jpeg = encoded.toArray();
            return iccProfile != null && iccProfile.fits(picture.channels())
                    ? withProfile(jpeg, iccProfile.bytes())
                    : jpeg;
        }
    }

    /** In as many APP2 segments as it needs, after SOI and APP0 (ICC.1:2022, B.4). */
    private static byte[] withProfile(byte[] jpeg, byte[] profile) {
        int parts = (profile.length + PART_BYTES - 1) / PART_BYTES;
        if (parts > MOST_PARTS) {
            return jpeg;
        }
        int after = 4 + (ByteBuffer.wrap(jpeg).getShort(4) & 0xFFFF);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + profile.length + parts * SEGMENT_OVERHEAD);
        out.put(jpeg, 0, after);
        for (int part = 0; part < parts; part++) {
            int from = part * PART_BYTES;
            int length = Math.min(PART_BYTES, profile.length - from);
            out.putShort((short) 0xFFE2)
                    .putShort((short) (length + SEGMENT_OVERHEAD - 2))
                    .put(ICC_PREAMBLE)
                    .put((byte) (part + 1))
                    .put((byte) parts)
                    .put(profile, from, length);
        }
        return out.put(jpeg, after, jpeg.length - after).array();
    }
}
