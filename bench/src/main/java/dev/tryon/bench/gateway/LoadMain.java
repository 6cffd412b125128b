/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.producer.RequestIds;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Submits try-ons over HTTP from one thread, in a process of its own: port, key, connections, requests a second (0: each
 * connection asks again as soon as it is answered), seconds, seconds of these that warm up, and the file for what came back. At a fixed
 * rate a request's time begins when it was due, so that a gateway that lags behind is not asked less. Each line of the file is an
 * answer: status, milliseconds and request id; those that warmed up have {@code warm} for a time.
 */
final class LoadMain {
    private static final long WAIT_MILLIS = 1;

    private final String key;
    private final double perSecond;
    private final PrintWriter out;
    private final ArrayDeque<Connection> free = new ArrayDeque<>();
    private final long begin = System.nanoTime();
    private final long warm;
    private final long end;
    private long sent;
    private int underWay;

    private LoadMain(String[] arguments, PrintWriter out) {
        this.key = arguments[1];
        this.perSecond = Double.parseDouble(arguments[3]);
        this.end = begin + (long) (Double.parseDouble(arguments[4]) * 1e9);
        this.warm = begin + (long) (Double.parseDouble(arguments[5]) * 1e9);
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[6])));
                Selector selector = Selector.open()) {
            new LoadMain(arguments, out).run(selector, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[2]));
            if (out.checkError()) {
                throw new IOException("cannot write " + arguments[6]);
            }
        }
    }

    private void run(Selector selector, int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            free.add(connection);
        }
        while (System.nanoTime() < end || underWay > 0) {
            sendWhatIsDue();
            selector.select(this::advance, WAIT_MILLIS);
        }
    }

    private void sendWhatIsDue() throws IOException {
        long now = System.nanoTime();
        while (!free.isEmpty() && now < end) {
            long due = perSecond > 0 ? begin + (long) (sent / perSecond * 1e9) : now;
            if (due > now) {
                return;
            }
            String id = RequestIds.fresh();
            free.remove().send(id, request(id, sent), due);
            sent++;
            underWay++;
        }
    }

    private void advance(SelectionKey selected) {
        Connection connection = (Connection) selected.attachment();
        String id = connection.id();
        try {
            OptionalInt status = connection.advance();
            if (status.isPresent()) {
                long now = System.nanoTime();
                String millis = connection.due() < warm
                        ? "warm"
                        : String.format(Locale.ROOT, "%.3f", (now - connection.due()) / 1e6);
                out.println(status.getAsInt() + " " + millis + " " + id);
                underWay--;
                free.add(connection);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a connection broke while request " + id + " was under way", e);
        }
    }

    private byte[] request(String id, long number) {
        String body = "{\"request_id\":\"" + id + "\",\"subject\":{\"uri\":\"s3://shop-pictures/people/" + number / 8
                + ".jpg\"},\"steps\":[{\"expert\":\"top\",\"product\":{\"uri\":\"s3://shop-pictures/products/" + number
                + ".png\"}}],\"output\":{\"prefix\":\"s3://shop-pictures/results\"}}";
        return ("POST /v1/try-ons HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }
}
