/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckedTunnelTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final AtomicInteger resolved = new AtomicInteger();
    private final ServerSocket endpoint;

    CheckedTunnelTest() throws IOException {
        endpoint = new ServerSocket(0, 8, LOOPBACK);
    }

    @BeforeEach
    void limit() throws IOException {
        endpoint.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        endpoint.close();
    }

    @Test
    void passesBytesBothWays() throws IOException {
        try (CheckedTunnel tunnel = tunnel(host -> new InetAddress[] {LOOPBACK}, "127.0.0.0/8");
                Socket client = connect(tunnel, "shop.example:" + endpoint.getLocalPort());
                Socket server = endpoint.accept()) {
            BufferedReader answers = reader(client);
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(answers.readLine()).isEmpty();

            client.getOutputStream().write("ping\n".getBytes(US_ASCII));
            assertThat(reader(server).readLine()).isEqualTo("ping");
            server.getOutputStream().write("pong\n".getBytes(US_ASCII));
            assertThat(answers.readLine()).isEqualTo("pong");
        }
    }

    @Test
    void refusesPrivateAddresses() throws IOException {
        try (CheckedTunnel tunnel = tunnel(InetAddress::getAllByName, "10.0.0.0/8");
                Socket client = connect(tunnel, "localhost:" + endpoint.getLocalPort())) {
            assertThat(reader(client).readLine()).isEqualTo("HTTP/1.1 403 Forbidden");
        }
        assertNobodyCame();
    }

    /** A name server that answers one thing to who checks and another to who connects. */
    @Test
    void connectsToNothingThatItDidNotCheckItself() throws Exception {
        CallableAddresses.Resolver rebinding = host ->
                new InetAddress[] {resolved.getAndIncrement() == 0 ? InetAddress.getByName("93.184.216.34") : LOOPBACK};
        CallableAddresses addresses = new CallableAddresses(rebinding, List.of());
        addresses.resolve("shop.example");

        try (CheckedTunnel tunnel = CheckedTunnel.start(addresses, Duration.ofSeconds(2));
                Socket client = connect(tunnel, "shop.example:" + endpoint.getLocalPort())) {
            assertThat(reader(client).readLine()).isEqualTo("HTTP/1.1 403 Forbidden");
        }
        assertThat(resolved).hasValue(2);
        assertNobodyCame();
    }

    @Test
    void resolvesANameOncePerConnection() throws IOException {
        CallableAddresses.Resolver counting = host -> {
            resolved.incrementAndGet();
            return new InetAddress[] {LOOPBACK};
        };
        try (CheckedTunnel tunnel = tunnel(counting, "127.0.0.0/8");
                Socket client = connect(tunnel, "shop.example:" + endpoint.getLocalPort())) {
            assertThat(reader(client).readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(resolved).hasValue(1);
    }

    @Test
    void answersWhatIsNoConnectOrLeadsNowhere() throws IOException {
        try (CheckedTunnel tunnel = tunnel(InetAddress::getAllByName, "127.0.0.0/8")) {
            try (Socket client = new Socket(LOOPBACK, tunnel.address().getPort())) {
                client.getOutputStream().write("GET http://localhost/ HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
                assertThat(reader(client).readLine()).isEqualTo("HTTP/1.1 400 Bad Request");
            }
            try (Socket client = connect(tunnel, "localhost:99999")) {
                assertThat(reader(client).readLine()).isEqualTo("HTTP/1.1 502 Bad Gateway");
            }
        }
    }

    private void assertNobodyCame() throws IOException {
        endpoint.setSoTimeout(200);
        assertThatThrownBy(() -> endpoint.accept()).isInstanceOf(SocketTimeoutException.class);
    }

    private static CheckedTunnel tunnel(CallableAddresses.Resolver resolver, String network) {
        return CheckedTunnel.start(
                new CallableAddresses(resolver, List.of(Network.parse(network))), Duration.ofSeconds(2));
    }

    private static Socket connect(CheckedTunnel tunnel, String where) throws IOException {
        Socket client = new Socket(LOOPBACK, tunnel.address().getPort());
        client.setSoTimeout(10_000);
        client.getOutputStream().write(("CONNECT " + where + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
        return client;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }
}
