/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/**
 * A stream that says of itself that it goes on as long as it does. {@code GZIPInputStream} asks {@code available()}
 * whether another member follows, as parallel compressors write them; a connection that is waiting for its next packet
 * answers 0, and the rest of the file would be taken for its end. Not thread-safe.
 */
final class WholeStream extends FilterInputStream {
    private final BufferedInputStream buffered;

    WholeStream(BufferedInputStream buffered) {
        super(buffered);
        this.buffered = buffered;
    }

    @Override
    public int available() throws IOException {
        buffered.mark(1);
        boolean more = buffered.read() >= 0;
        buffered.reset();
        return more ? Math.max(1, buffered.available()) : 0;
    }
}
