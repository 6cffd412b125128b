/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a stream as bytes, with the offset behind each. A line longer than a limit is cut, not kept: memory does not
 * depend on what stands in the stream. Ends are LF or CRLF. Not thread-safe.
 */
final class Lines {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long offset;

    /** @param offset where the stream stands */
    Lines(InputStream in, int longest, long offset) {
        this.in = in;
        this.longest = longest;
        this.offset = offset;
    }

    /** The next line; null at the end, which may or may not have a line's end before it. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        long length = 0;
        while (true) {
            if (from == to && !fill()) {
                return length == 0 ? null : line(line, length);
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            int found = end - from;
            line.write(buffer, from, (int) Math.max(0, Math.min(found, longest + 1L - length)));
            length += found;
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            offset += found + (ended ? 1 : 0);
            if (ended) {
                return line(line, length);
            }
        }
    }

    /**
     * Goes forward to where a line begins; staying behind it is no way back.
     *
     * @throws UnusableManifestException when the stream is shorter
     */
    void skipTo(long target) throws IOException {
        while (offset < target) {
            if (from == to && !fill()) {
                throw new UnusableManifestException(
                        "the manifest has " + offset + " bytes, and " + target + " were read before: it was replaced",
                        null);
            }
            int skipped = (int) Math.min(to - from, target - offset);
            from += skipped;
            offset += skipped;
        }
    }

    private Line line(ByteArrayOutputStream read, long length) {
        byte[] bytes = read.toByteArray();
        boolean complete = length <= longest;
        if (complete && bytes.length > 0 && bytes[bytes.length - 1] == '\r') {
            bytes = Arrays.copyOf(bytes, bytes.length - 1);
        }
        return new Line(bytes, complete, offset);
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    /**
     * One line.
     *
     * @param bytes without its end
     * @param complete false when it was longer than the limit
     * @param next the offset behind it
     */
    record Line(byte[] bytes, boolean complete, long next) {}
}
