/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, bound before its configuration is written, which must name their ports. So a free
 * port cannot be lost to another process in between. The broker closes what it has taken; close this to drop what it
 * has not. Owned by one {@link Broker}.
 */
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {
    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;

    private BrokerSockets(ServerSocketChannel clients, ServerSocketChannel controller) {
        this.clients = clients;
        this.controller = controller;
    }

    /** The controller's port is its own business: always a free one. */
    static BrokerSockets bind(int clientPort) {
        ServerSocketChannel clients = Ports.bind(clientPort, "embedded Kafka");
        try {
            return new BrokerSockets(clients, Ports.bind(0, "embedded Kafka's controller"));
        } catch (RuntimeException e) {
            close(clients);
            throw e;
        }
    }

    int clientPort() {
        return clients.socket().getLocalPort();
    }

    InetSocketAddress controllerAddress() {
        return new InetSocketAddress(
                controller.socket().getInetAddress(), controller.socket().getLocalPort());
    }

    /** Called by the broker, once for each of its listeners. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        ServerSocketChannel channel = listener.equals(BrokerProperties.CONTROLLER_LISTENER) ? controller : clients;
        if (receiveBufferBytes > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
        }
        channel.configureBlocking(false);
        return channel;
    }

    @Override
    public void close() {
        close(clients);
        close(controller);
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedServerException("could not close a listening socket: " + e, e);
        }
    }
}
