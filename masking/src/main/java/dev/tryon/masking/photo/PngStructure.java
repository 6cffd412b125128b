/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Walks a PNG's chunks (PNG third edition, 5) from IHDR to IEND and checks each checksum. One use, one thread. */
final class PngStructure {
    private static final int SIGNATURE_BYTES = 8;
    private static final int IHDR_BYTES = 13;

    /** What says how the pixels' numbers look: without them a result would be shown in other colours. */
    private static final Set<String> COLOUR = Set.of("gAMA", "cHRM", "sRGB", "cICP", "mDCV", "cLLI", "pHYs");

    /** Deflate cannot expand further (RFC 1951: 258 bytes from two bits). */
    private static final long DEFLATE_LIMIT = 1032;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final List<PngChunk> colour = new ArrayList<>();
    private @Nullable IccProfile icc;
    private Optional<Orientation> orientation = Optional.empty();
    private long pixelBytes;

    private PngStructure(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
    }

    static PhotoHeader read(byte[] bytes, PhotoLimits limits) throws PhotoRejectedException {
        return new PngStructure(bytes).walk(limits);
    }

    private PhotoHeader walk(PhotoLimits limits) throws PhotoRejectedException {
        int header = SIGNATURE_BYTES + 8;
        if (bytes.length < header + IHDR_BYTES + 4
                || buffer.getInt(SIGNATURE_BYTES) != IHDR_BYTES
                || !type(SIGNATURE_BYTES).equals("IHDR")) {
            throw PhotoRejectedException.corrupt("the PNG does not begin with a header");
        }
        limits.checkSides(buffer.getInt(header) & 0xFFFFFFFFL, buffer.getInt(header + 4) & 0xFFFFFFFFL);
        int width = buffer.getInt(header);
        int height = buffer.getInt(header + 4);
        int at = SIGNATURE_BYTES;
        while (!type(at).equals("IEND")) {
            at = afterChunk(at);
        }
        afterChunk(at);
        checkPixelBytes(width, height, bytes[header + 8] & 0xFF, bytes[header + 9] & 0xFF);
        return new PhotoHeader(PhotoFormat.PNG, width, height, orientation.orElse(Orientation.NORMAL), icc, colour);
    }

    private String type(int at) throws PhotoRejectedException {
        if (bytes.length - at < PngChunk.FRAME_BYTES) {
            throw PhotoRejectedException.corrupt(
                    "the PNG's %d bytes end without an IEND chunk".formatted(bytes.length));
        }
        return new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
    }

    private int afterChunk(int at) throws PhotoRejectedException {
        String type = type(at);
        int length = buffer.getInt(at);
        if (length < 0 || length > bytes.length - at - PngChunk.FRAME_BYTES) {
            throw PhotoRejectedException.corrupt("the PNG's chunk %s at byte %d is cut".formatted(printable(type), at));
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes, at + 4, length + 4);
        if ((int) checksum.getValue() != buffer.getInt(at + 8 + length)) {
            throw PhotoRejectedException.corrupt(
                    "the PNG's chunk %s at byte %d has a wrong checksum".formatted(printable(type), at));
        }
        chunk(type, at + 8, length);
        return at + PngChunk.FRAME_BYTES + length;
    }

    private void chunk(String type, int from, int length) throws PhotoRejectedException {
        switch (type) {
            case "acTL" ->
                throw PhotoRejectedException.unsupported("the PNG is animated (APNG): upload a still picture");
            case "IDAT" -> pixelBytes += length;
            case "iCCP" -> icc = inflatedProfile(from, from + length);
            case "eXIf" -> orientation = Exif.orientation(Arrays.copyOfRange(bytes, from, from + length));
            case "tRNS" -> refuseGreyTransparency();
            default -> {
                if (COLOUR.contains(type)) {
                    colour.add(new PngChunk(type, Arrays.copyOfRange(bytes, from, from + length)));
                }
            }
        }
    }

    /** The decoder drops a grey key colour without a word; the result would be opaque where the subject was not. */
    private void refuseGreyTransparency() throws PhotoRejectedException {
        if (bytes[SIGNATURE_BYTES + 8 + 9] == 0) {
            throw PhotoRejectedException.unsupported(
                    "a grey PNG with a transparent key colour (tRNS): save it with an alpha channel or without transparency");
        }
    }

    /** Null when it cannot be read: no viewer can use such a profile either. */
    private @Nullable IccProfile inflatedProfile(int from, int to) {
        int name = from;
        while (name < to && bytes[name] != 0) {
            name++;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, Math.min(name + 2, to), Math.max(0, to - name - 2));
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(part);
                if ((count == 0 && !inflater.finished()) || profile.size() > IccProfile.MOST_BYTES) {
                    return null;
                }
                profile.write(part, 0, count);
            }
            return new IccProfile(profile.toByteArray());
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    /** Too few bytes for so many pixels, however well compressed: found before memory for the pixels is asked for. */
    private void checkPixelBytes(int width, int height, int bits, int colourType) throws PhotoRejectedException {
        int channels = switch (colourType) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw PhotoRejectedException.corrupt("the PNG has colour type " + colourType);
        };
        long needed = height * ((long) width * bits * channels + 7) / 8 / DEFLATE_LIMIT;
        if (pixelBytes < Math.max(1, needed)) {
            throw PhotoRejectedException.corrupt("the PNG has %d bytes of pixels, %d x %d pixels need at least %d"
                    .formatted(pixelBytes, width, height, needed));
        }
    }

    private static String printable(String type) {
        return type.replaceAll("[^A-Za-z]", "?");
    }
}
