/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.nio.charset.StandardCharsets;

/**
 * An ICC colour profile as bytes, kept and never interpreted beyond its header (ICC.1:2022, 7.2). Immutable,
 * thread-safe.
 */
public final class IccProfile {
    /** Real ones have 0.5 KB to 2 MB; more is a way to make a reader inflate without end. */
    static final int MOST_BYTES = 16 << 20;

    private static final int HEADER_BYTES = 128;
    private static final int COLOUR_SPACE = 16;

    private final byte[] bytes;

    public IccProfile(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether it can describe a picture of that many channels: a grey profile in a colour PNG is invalid, and vice versa. */
    public boolean fits(int channels) {
        if (bytes.length < HEADER_BYTES) {
            return false;
        }
        String space = new String(bytes, COLOUR_SPACE, 4, StandardCharsets.ISO_8859_1);
        return space.equals(channels == 1 ? "GRAY" : "RGB ");
    }
}
