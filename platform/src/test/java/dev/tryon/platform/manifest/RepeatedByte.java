/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import java.io.InputStream;
import java.util.Arrays;

/** One byte, so and so often. */
final class RepeatedByte extends InputStream {
    private final byte content;
    private long left;

    RepeatedByte(char content, long times) {
        this.content = (byte) content;
        this.left = times;
    }

    @Override
    public int read() {
        return left-- > 0 ? content : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (left <= 0) {
            return -1;
        }
        int count = (int) Math.min(left, length);
        Arrays.fill(into, from, from + count, content);
        left -= count;
        return count;
    }
}
