/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records of a partition are dealt with, though not in their order: a position before which all are, and stretches
 * after it. Kafka keeps a position and a line of text for a group; the text holds the stretches, as base64 of
 * variable-length numbers, gap and length in turn. Used by one thread.
 */
final class DoneOffsets {
    private final TreeMap<Long, Long> stretches = new TreeMap<>(); // first offset to the one after the last
    private long position;

    private DoneOffsets(long position) {
        this.position = position;
    }

    static DoneOffsets from(long position) {
        return new DoneOffsets(position);
    }

    /**
     * What was committed.
     *
     * @throws IllegalArgumentException when the text is not from {@link #text}
     */
    static DoneOffsets of(long position, String text) {
        DoneOffsets done = new DoneOffsets(position);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        long at = position;
        while (bytes.hasRemaining()) {
            long first = at + number(bytes);
            at = first + number(bytes);
            done.stretches.put(first, at);
        }
        return done;
    }

    /** All records before it are dealt with. */
    long position() {
        return position;
    }

    boolean contains(long offset) {
        if (offset < position) {
            return true;
        }
        Map.Entry<Long, Long> stretch = stretches.floorEntry(offset);
        return stretch != null && offset < stretch.getValue();
    }

    void add(long offset) {
        add(offset, offset + 1);
    }

    /** Adds a stretch. */
    void add(long first, long end) {
        long from = Math.max(first, position);
        long to = end;
        if (from >= to) {
            return;
        }
        Map.Entry<Long, Long> before = stretches.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        for (Map.Entry<Long, Long> after = stretches.ceilingEntry(from);
                after != null && after.getKey() <= to;
                after = stretches.ceilingEntry(from)) {
            to = Math.max(to, after.getValue());
            stretches.remove(after.getKey());
        }
        if (from <= position) {
            position = to;
        } else {
            stretches.put(from, to);
        }
    }

    /** The stretches as text. */
    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long at = position;
        for (Map.Entry<Long, Long> stretch : stretches.entrySet()) {
            write(bytes, stretch.getKey() - at);
            write(bytes, stretch.getValue() - stretch.getKey());
            at = stretch.getValue();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream bytes, long number) {
        long left = number;
        while (left >= 0x80) {
            bytes.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    private static long number(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            if (!bytes.hasRemaining() || shift > 56) {
                throw new IllegalArgumentException("the text ends within a number");
            }
            byte next = bytes.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
