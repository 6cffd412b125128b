/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import java.io.ByteArrayInputStream;

/** A connection whose next packet is never there yet: it gives a few bytes at a time and says that none are waiting. */
final class Trickle extends ByteArrayInputStream {
    Trickle(byte[] content) {
        super(content);
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, 7));
    }

    @Override
    public synchronized int available() {
        return 0;
    }
}
