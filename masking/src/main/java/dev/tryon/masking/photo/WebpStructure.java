/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a WebP's RIFF chunks (RFC 9649, 2) to the end that its header names. One use, one thread. */
final class WebpStructure {
    private static final int FIRST_CHUNK = 12;
    private static final int ANIMATED = 0x02;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final PhotoLimits limits;
    private int width;
    private int height;
    private boolean hasPixels;
    private @Nullable IccProfile icc;
    private Optional<Orientation> orientation = Optional.empty();

    private WebpStructure(byte[] bytes, PhotoLimits limits) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    static PhotoHeader read(byte[] bytes, PhotoLimits limits) throws PhotoRejectedException {
        return new WebpStructure(bytes, limits).walk();
    }

    private PhotoHeader walk() throws PhotoRejectedException {
        long end = (buffer.getInt(4) & 0xFFFFFFFFL) + 8;
        // The sides come first: they are refused for what they say, whether or not the rest of the file is there.
        for (long at = FIRST_CHUNK; at < Math.min(end, bytes.length); ) {
            at = afterChunk((int) at);
        }
        if (end > bytes.length) {
            throw PhotoRejectedException.corrupt(
                    "the WebP's header says %d bytes, it has %d".formatted(end, bytes.length));
        }
        if (!hasPixels) {
            throw PhotoRejectedException.corrupt("the WebP has no picture in it");
        }
        return new PhotoHeader(PhotoFormat.WEBP, width, height, orientation.orElse(Orientation.NORMAL), icc, List.of());
    }

    private long afterChunk(int at) throws PhotoRejectedException {
        int from = at + 8;
        if (from > bytes.length) {
            throw PhotoRejectedException.corrupt("the WebP ends inside a chunk header at byte " + at);
        }
        String type = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
        long length = buffer.getInt(at + 4) & 0xFFFFFFFFL;
        chunk(type, from, (int) Math.min(length, bytes.length - from));
        if (length > bytes.length - from) {
            throw PhotoRejectedException.corrupt("the WebP's chunk at byte %d says %d bytes, %d are left"
                    .formatted(at, length, bytes.length - from));
        }
        return from + length + (length & 1);
    }

    private void chunk(String type, int from, int available) throws PhotoRejectedException {
        switch (type) {
            case "VP8X" -> extended(need(type, from, available, 10));
            case "VP8 " -> lossy(need(type, from, available, 10));
            case "VP8L" -> lossless(need(type, from, available, 5));
            case "ANIM", "ANMF" -> throw animated();
            case "ICCP" -> icc = available <= IccProfile.MOST_BYTES ? new IccProfile(data(from, available)) : null;
            case "EXIF" -> orientation = Exif.orientation(data(from, available));
            default -> {}
        }
    }

    private void extended(int from) throws PhotoRejectedException {
        sides(u24(from + 4) + 1, u24(from + 7) + 1);
        if ((bytes[from] & ANIMATED) != 0) {
            throw animated();
        }
    }

    /** The key frame's header (RFC 6386, 9.1): three bytes of frame tag, a start code, then the sides of 14 bits. */
    private void lossy(int from) throws PhotoRejectedException {
        if (u24(from + 3) != 0x2A019D) {
            throw PhotoRejectedException.corrupt("the WebP's frame has no start code");
        }
        pixels(buffer.getShort(from + 6) & 0x3FFF, buffer.getShort(from + 8) & 0x3FFF);
    }

    private void lossless(int from) throws PhotoRejectedException {
        if (bytes[from] != 0x2F) {
            throw PhotoRejectedException.corrupt("the WebP's lossless frame has no signature");
        }
        int sides = buffer.getInt(from + 1);
        pixels((sides & 0x3FFF) + 1, ((sides >>> 14) & 0x3FFF) + 1);
    }

    private void pixels(int frameWidth, int frameHeight) throws PhotoRejectedException {
        sides(frameWidth, frameHeight);
        hasPixels = true;
    }

    private void sides(int newWidth, int newHeight) throws PhotoRejectedException {
        limits.checkSides(newWidth, newHeight);
        if (width != 0 && (width != newWidth || height != newHeight)) {
            throw PhotoRejectedException.corrupt("the WebP's canvas has %d x %d pixels, its frame %d x %d"
                    .formatted(width, height, newWidth, newHeight));
        }
        width = newWidth;
        height = newHeight;
    }

    private static int need(String type, int from, int available, int needed) throws PhotoRejectedException {
        if (available < needed) {
            throw PhotoRejectedException.corrupt("the WebP's chunk %s has %d bytes".formatted(type.strip(), available));
        }
        return from;
    }

    private static PhotoRejectedException animated() {
        return PhotoRejectedException.unsupported("the WebP is animated: upload a still picture");
    }

    private byte[] data(int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private int u24(int at) {
        return (buffer.getShort(at) & 0xFFFF) | ((bytes[at + 2] & 0xFF) << 16);
    }
}
