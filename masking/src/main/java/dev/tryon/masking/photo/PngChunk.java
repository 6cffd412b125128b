/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** One chunk of a PNG (PNG third edition, 5.3). Immutable, thread-safe. */
public final class PngChunk {
    /** Length, type and checksum. */
    static final int FRAME_BYTES = 12;

    private final String type;
    private final byte[] data;

    /** @param type four ASCII letters */
    public PngChunk(String type, byte[] data) {
        if (!type.matches("[A-Za-z]{4}")) {
            throw new IllegalArgumentException("type: must be four letters, was '" + type + "'");
        }
        this.type = type;
        this.data = data.clone();
    }

    public String type() {
        return type;
    }

    public byte[] data() {
        return data.clone();
    }

    int encodedBytes() {
        return FRAME_BYTES + data.length;
    }

    void writeTo(ByteBuffer out) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        out.putInt(data.length).put(name).put(data).putInt((int) checksum.getValue());
    }
}
