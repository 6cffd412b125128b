/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** TCP ports of the loopback address, where all embedded servers listen. */
final class Ports {
    static final String HOST = "127.0.0.1";

    private static final int BACKLOG = 50;

    private Ports() {}

    static void requireValid(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 (any free one) to 65535, not " + port);
        }
    }

    /**
     * Listens on the port from now on; 0: on any free one.
     *
     * @param server who wants it, for the message when it cannot be had
     */
    static ServerSocketChannel bind(int port, String server) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                // A server that was stopped a moment ago leaves connections that linger on the port.
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(loopback(), port), BACKLOG);
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    server + " cannot listen on port " + port + " of " + HOST + " (" + e.getMessage()
                            + "): stop what listens there (ss -ltnp 'sport = :" + port
                            + "' shows it), or choose another port, or 0 for any free one",
                    e);
        }
    }

    /** Fails when something listens on the port already. */
    static void requireFree(int port, String server) {
        try (ServerSocketChannel channel = bind(port, server)) {
            channel.getLocalAddress();
        } catch (IOException e) {
            throw new EmbeddedServerException(server + " cannot use port " + port + ": " + e, e);
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    }
}
