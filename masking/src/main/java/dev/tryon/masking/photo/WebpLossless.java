/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Writes pixels as a lossless WebP: a third smaller than PNG, at about fifteen times the time. OpenCV encodes the
 * pixels; profile and orientation go around them in an extended container (RFC 9649, 2.7). Stateless, thread-safe.
 */
public final class WebpLossless {
    private static final int LONGEST_SIDE = 16383;

    /** More than 100 means lossless to OpenCV. */
    private static final int LOSSLESS_QUALITY = 101;

    private static final int ICC_FLAG = 0x20;
    private static final int ALPHA_FLAG = 0x10;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;
    private static final int FRAME_CHUNK = 12;

    private WebpLossless() {}

    /**
     * Whether every bit would survive: 8 bits, BGR or BGRA, at most 16383 pixels a side. libwebp as OpenCV calls it
     * rewrites the colours of fully transparent pixels, so a picture that has some must become a PNG.
     */
    public static boolean canHold(Mat stored) {
        if (stored.depth() != CvType.CV_8U || Math.max(stored.cols(), stored.rows()) > LONGEST_SIDE) {
            return false;
        }
        return stored.channels() == 3 || (stored.channels() == 4 && !hasFullyTransparent(stored));
    }

    /**
     * @param stored for which {@link #canHold} holds, not turned
     * @param metadata its chunks are for PNG only and do not come along
     */
    public static byte[] encode(Mat stored, PhotoMetadata metadata) {
        return encode(stored, metadata, "");
    }

    /** @param xmp a packet for the chunk {@code "XMP "}, or empty for none */
    public static byte[] encode(Mat stored, PhotoMetadata metadata, String xmp) {
        if (!canHold(stored)) {
            throw new IllegalArgumentException("cannot be a lossless WebP, encode a PNG instead: " + stored);
        }
        byte[] simple = encodePixels(stored);
        IccProfile profile = metadata.iccProfile();
        byte[] icc = profile != null && profile.fits(stored.channels()) ? profile.bytes() : new byte[0];
        byte[] exif = metadata.orientation() == Orientation.NORMAL ? new byte[0] : Exif.of(metadata.orientation());
        byte[] packet = xmp.getBytes(StandardCharsets.UTF_8);
        if (icc.length == 0 && exif.length == 0 && packet.length == 0) {
            return simple;
        }
        byte[] features = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) ((icc.length > 0 ? ICC_FLAG : 0)
                        | (exif.length > 0 ? EXIF_FLAG : 0)
                        | (packet.length > 0 ? XMP_FLAG : 0)
                        | (stored.channels() == 4 ? ALPHA_FLAG : 0)))
                .put(new byte[3])
                .put(u24(stored.cols() - 1))
                .put(u24(stored.rows() - 1))
                .array();
        byte[] frame = Arrays.copyOfRange(simple, FRAME_CHUNK + 8, FRAME_CHUNK + 8 + frameBytes(simple));
        ByteBuffer out = ByteBuffer.allocate(
                        FRAME_CHUNK + space(features) + space(icc) + space(frame) + space(exif) + space(packet))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBP"));
        put(out, "VP8X", features);
        put(out, "ICCP", icc);
        put(out, "VP8L", frame);
        put(out, "EXIF", exif);
        put(out, "XMP ", packet);
        return out.array();
    }

    private static boolean hasFullyTransparent(Mat stored) {
        try (MatScope scope = new MatScope()) {
            Mat alpha = scope.create();
            Core.extractChannel(stored, alpha, 3);
            return Core.minMaxLoc(alpha).minVal == 0;
        }
    }

    private static byte[] encodePixels(Mat stored) {
        MatOfByte encoded = new MatOfByte();
        MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_WEBP_QUALITY, LOSSLESS_QUALITY);
        try {
            if (!Imgcodecs.imencode(".webp", stored, encoded, parameters)) {
                throw new IllegalStateException("cannot encode as WebP: " + stored);
            }
            return encoded.toArray();
        } finally {
            parameters.release();
            encoded.release();
        }
    }

    /** The length of the only chunk of a simple file. */
    private static int frameBytes(byte[] simple) {
        return ByteBuffer.wrap(simple).order(ByteOrder.LITTLE_ENDIAN).getInt(FRAME_CHUNK + 4);
    }

    private static int space(byte[] data) {
        return data.length == 0 ? 0 : 8 + data.length + (data.length & 1);
    }

    private static void put(ByteBuffer out, String type, byte[] data) {
        if (data.length > 0) {
            out.put(ascii(type)).putInt(data.length).put(data).put(new byte[data.length & 1]);
        }
    }

    private static byte[] u24(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
