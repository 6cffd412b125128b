/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One keep-alive connection of HTTP/1.1 that has at most one request under way, without blocking: just enough of a client
 * that asking takes little of the machine. Used by one thread.
 */
final class Connection {
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private String id = "";
    private long due;

    Connection(SocketChannel channel) {
        this.channel = channel;
    }

    boolean free() {
        return id.isEmpty();
    }

    /** Whose answer is awaited. */
    String id() {
        return id;
    }

    /** When its request was to be sent, on the clock of {@link System#nanoTime}. */
    long due() {
        return due;
    }

    void send(String newId, byte[] request, long newDue) throws IOException {
        id = newId;
        due = newDue;
        unsent = ByteBuffer.wrap(request);
        answer.clear();
        channel.write(unsent);
    }

    /** Goes on; the status once the whole answer is there, after which the connection is free. */
    OptionalInt advance() throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        if (channel.read(answer) < 0) {
            throw new EOFException("the gateway closed a connection");
        }
        String text = new String(answer.array(), 0, answer.position(), ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || text.length() < end + 4 + bodyLength(text.substring(0, end))) {
            return OptionalInt.empty();
        }
        id = "";
        return OptionalInt.of(Integer.parseInt(text, 9, 12, 10));
    }

    private static int bodyLength(String head) throws IOException {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without Content-Length: " + head);
        }
        int end = head.indexOf('\r', at + 2);
        return Integer.parseInt(head.substring(at + LENGTH.length(), end < 0 ? head.length() : end)
                .strip());
    }
}
