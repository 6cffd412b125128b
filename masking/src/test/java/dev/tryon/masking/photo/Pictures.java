/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** Pictures and files that tests make. */
public final class Pictures {
    private static final int ICC_SEGMENT_BYTES = 60_000;

    private Pictures() {}

    /** Every pixel random; repeatable. */
    public static Mat noise(int width, int height, int type, long seed) {
        NativeOpenCv.load();
        Mat noise = new Mat(height, width, type);
        Random random = new Random(seed);
        int values = (int) noise.total() * noise.channels();
        if (noise.depth() == CvType.CV_16U) {
            short[] pixels = new short[values];
            for (int i = 0; i < values; i++) {
                pixels[i] = (short) random.nextInt();
            }
            noise.put(0, 0, pixels);
        } else {
            byte[] pixels = new byte[values];
            random.nextBytes(pixels);
            noise.put(0, 0, pixels);
        }
        return noise;
    }

    public static byte[] encode(String extension, Mat picture, int... parameters) {
        MatOfByte encoded = new MatOfByte();
        Imgcodecs.imencode(extension, picture, encoded, new MatOfInt(parameters));
        return encoded.toArray();
    }

    public static byte[] png(int width, int height) {
        return encode(".png", noise(width, height, CvType.CV_8UC3, 1));
    }

    public static byte[] jpeg(int width, int height) {
        return encode(".jpg", noise(width, height, CvType.CV_8UC3, 1));
    }

    public static byte[] webp(int width, int height) {
        return encode(".webp", noise(width, height, CvType.CV_8UC3, 1), Imgcodecs.IMWRITE_WEBP_QUALITY, 80);
    }

    public static PhotoMetadata metadata(Orientation orientation, byte[] icc) {
        return new PhotoMetadata(
                orientation,
                new IccProfile(icc),
                PhotoMetadata.plain().colourChunks(),
                PhotoMetadata.plain().textChunks());
    }

    /** A photo whose stored pixels are these. */
    public static Photo photo(Mat stored, Orientation orientation) throws PhotoRejectedException {
        PhotoMetadata metadata = new PhotoMetadata(
                orientation,
                null,
                PhotoMetadata.plain().colourChunks(),
                PhotoMetadata.plain().textChunks());
        return Photo.decode(PngEncoder.encode(stored, metadata), PhotoLimits.forOwnResults());
    }

    public static byte[] rgbProfile() {
        return ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    }

    public static byte[] greyProfile() {
        return ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    }

    /** Larger than a JPEG segment can be. */
    public static byte[] largeProfile() {
        byte[] profile = Arrays.copyOf(rgbProfile(), 150_001);
        byte[] filling = new byte[profile.length - rgbProfile().length];
        new Random(3).nextBytes(filling);
        System.arraycopy(filling, 0, profile, rgbProfile().length, filling.length);
        return profile;
    }

    /** With segments after SOI. */
    public static byte[] withSegments(byte[] jpeg, byte[]... segments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (byte[] segment : segments) {
            out.writeBytes(segment);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    public static byte[] exifSegment(int orientation) {
        byte[] tiff = Exif.of(Orientation.ofExif(orientation));
        return segment(0xE1, concat("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff));
    }

    public static byte[][] iccSegments(byte[] profile) {
        int count = (profile.length + ICC_SEGMENT_BYTES - 1) / ICC_SEGMENT_BYTES;
        byte[][] segments = new byte[count][];
        for (int i = 0; i < count; i++) {
            byte[] part = Arrays.copyOfRange(
                    profile, i * ICC_SEGMENT_BYTES, Math.min(profile.length, (i + 1) * ICC_SEGMENT_BYTES));
            byte[] preamble = ("ICC_PROFILE\0" + (char) (i + 1) + (char) count).getBytes(StandardCharsets.ISO_8859_1);
            segments[i] = segment(0xE2, concat(preamble, part));
        }
        return segments;
    }

    public static byte[] segment(int marker, byte[] data) {
        return ByteBuffer.allocate(4 + data.length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .array();
    }

    /** With a chunk after IHDR. */
    public static byte[] withChunk(byte[] png, String type, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(png.length + 12 + data.length);
        out.put(png, 0, 33);
        new PngChunk(type, data).writeTo(out);
        return out.put(png, 33, png.length - 33).array();
    }

    /** With other sides in IHDR, and the checksum that goes with them. */
    public static byte[] withSides(byte[] png, int width, int height) {
        byte[] header = ByteBuffer.wrap(Arrays.copyOfRange(png, 16, 29))
                .putInt(0, width)
                .putInt(4, height)
                .array();
        ByteBuffer out = ByteBuffer.wrap(png.clone());
        out.position(8);
        new PngChunk("IHDR", header).writeTo(out);
        return out.array();
    }

    public static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    /** The greatest difference of any channel of any pixel; infinite when type or size differ. */
    public static double difference(Mat one, Mat other) {
        boolean comparable = one.type() == other.type() && one.size().equals(other.size());
        return comparable ? Core.norm(one, other, Core.NORM_INF) : Double.POSITIVE_INFINITY;
    }
}
