/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JPEG's markers (ITU-T T.81, annex B) from SOI to EOI. The decoder fills what a truncated file lacks with grey
 * and says nothing, so completeness is established here. Bytes between segments are skipped as libjpeg skips them, so
 * that both see the same frame header. One use, one thread.
 */
final class JpegStructure {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int TEM = 0x01;
    private static final byte[] ICC_PREAMBLE = JpegEncoder.ICC_PREAMBLE;

    /** Encoders write about ten. Each costs a pass over all pixels, so thousands in a small file would be an attack. */
    private static final int MOST_SCANS = 100;

    private final byte[] bytes;
    private final PhotoLimits limits;
    private final byte[] @Nullable [] iccParts = new byte[256][];
    private int iccCount;
    private int width;
    private int height;
    private int scans;
    private Optional<Orientation> orientation = Optional.empty();

    private JpegStructure(byte[] bytes, PhotoLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    static PhotoHeader read(byte[] bytes, PhotoLimits limits) throws PhotoRejectedException {
        return new JpegStructure(bytes, limits).walk();
    }

    private PhotoHeader walk() throws PhotoRejectedException {
        int at = 2;
        for (at = afterNextMarker(at); marker(at) != EOI; at = afterNextMarker(at)) {
            int marker = marker(at);
            if (marker == SOI) {
                throw PhotoRejectedException.corrupt("the JPEG starts anew at byte " + at);
            }
            if (marker == TEM || isRestart(marker)) {
                continue;
            }
            int length = at + 2 <= bytes.length ? u16(at) : 0;
            if (length < 2 || at + length > bytes.length) {
                throw PhotoRejectedException.corrupt(
                        "the JPEG's segment FF%02X at byte %d is cut".formatted(marker, at));
            }
            segment(marker, at + 2, at + length);
            at += length;
        }
        if (scans == 0) {
            throw PhotoRejectedException.corrupt("the JPEG has no picture in it");
        }
        return new PhotoHeader(
                PhotoFormat.JPEG, width, height, orientation.orElse(Orientation.NORMAL), iccProfile(), List.of());
    }

    private void segment(int marker, int from, int to) throws PhotoRejectedException {
        if (isFrame(marker)) {
            frame(marker, from, to);
        } else if (marker == SOS) {
            scan();
        } else if (marker == APP1 && orientation.isEmpty()) {
            byte[] data = Arrays.copyOfRange(bytes, from, to);
            orientation = Exif.startsWithPreamble(data) ? Exif.orientation(data) : Optional.empty();
        } else if (marker == APP2) {
            iccPart(from, to);
        }
    }

    private void frame(int marker, int from, int to) throws PhotoRejectedException {
        if (to - from < 6) {
            throw PhotoRejectedException.corrupt("the JPEG's frame header has %d bytes".formatted(to - from));
        }
        limits.checkSides(u16(from + 3), u16(from + 1));
        if (width != 0) {
            throw PhotoRejectedException.corrupt("the JPEG has two frame headers");
        }
        int precision = bytes[from] & 0xFF;
        int components = bytes[from + 5] & 0xFF;
        if (marker > 0xC2 || precision != 8) {
            throw PhotoRejectedException.unsupported(
                    "a JPEG with coding FF%02X and %d bits: save it as a baseline or progressive JPEG with 8 bits, or as a PNG"
                            .formatted(marker, precision));
        }
        if (components != 1 && components != 3) {
            throw PhotoRejectedException.unsupported(
                    "a JPEG with %d components (CMYK or YCCK, for print): convert it to RGB".formatted(components));
        }
        height = u16(from + 1);
        width = u16(from + 3);
    }

    private void scan() throws PhotoRejectedException {
        if (width == 0) {
            throw PhotoRejectedException.corrupt("the JPEG's first scan comes before its frame header");
        }
        if (++scans > MOST_SCANS) {
            throw PhotoRejectedException.unsupported(
                    "a JPEG with more than %d scans: save it as a baseline JPEG".formatted(MOST_SCANS));
        }
    }

    /** Segment n of m of the profile (ICC.1:2022, B.4). */
    private void iccPart(int from, int to) {
        int data = from + ICC_PREAMBLE.length + 2;
        if (data <= to && Arrays.equals(bytes, from, data - 2, ICC_PREAMBLE, 0, ICC_PREAMBLE.length)) {
            iccParts[bytes[data - 2] & 0xFF] = Arrays.copyOfRange(bytes, data, to);
            iccCount = bytes[data - 1] & 0xFF;
        }
    }

    /** Null when a part is missing: no viewer can use such a profile, so leaving it out changes nothing. */
    private @Nullable IccProfile iccProfile() {
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        for (int part = 1; part <= iccCount; part++) {
            byte[] data = iccParts[part];
            if (data == null) {
                return null;
            }
            profile.write(data, 0, data.length);
        }
        return profile.size() == 0 ? null : new IccProfile(profile.toByteArray());
    }

    /** The index after the next marker code; inside a scan that skips coded data, where FF is followed by 00. */
    private int afterNextMarker(int from) throws PhotoRejectedException {
        for (int at = from; at + 1 < bytes.length; at++) {
            int code = bytes[at + 1] & 0xFF;
            if (bytes[at] == (byte) 0xFF && code != 0xFF && code != 0) {
                return at + 2;
            }
        }
        throw PhotoRejectedException.corrupt("the JPEG's %d bytes end without an EOI marker".formatted(bytes.length));
    }

    private int marker(int after) {
        return bytes[after - 1] & 0xFF;
    }

    /** SOF0 to SOF15; C4, C8 and CC among them mean something else. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private int u16(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
