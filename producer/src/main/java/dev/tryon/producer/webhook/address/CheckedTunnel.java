/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the JDK's HTTP client to addresses that were checked, and to no others.
 *
 * <p>The client resolves names by itself, after any check of ours, and a name server may answer otherwise then (DNS
 * rebinding); and it cannot be told an address without losing the name, on which TLS rests. So it is given this as its
 * proxy: for every new connection it asks {@code CONNECT host:port} (RFC 9110, 9.3.6), the name is resolved here, once,
 * checked, and connected to as that address; what follows, TLS from client to endpoint, passes through unread.
 *
 * <p>Listens on the loopback interface. Thread-safe; owns its sockets and threads.
 */
public final class CheckedTunnel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CheckedTunnel.class);
    private static final Pattern CONNECT =
            Pattern.compile("CONNECT (\\[[0-9a-fA-F:.]+]|[^\\s:]+):([0-9]{1,5}) HTTP/1\\.1\r\n.*", Pattern.DOTALL);
    private static final int LONGEST_HEAD = 8192;
    private static final int IDLE_MILLIS = 60_000;

    private final CallableAddresses addresses;
    private final int connectMillis;
    private final ServerSocket server;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private CheckedTunnel(CallableAddresses addresses, Duration connectTimeout, ServerSocket server) {
        this.addresses = addresses;
        this.connectMillis = (int) connectTimeout.toMillis();
        this.server = server;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "webhook-tunnel-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens on a free port. */
    public static CheckedTunnel start(CallableAddresses addresses, Duration connectTimeout) {
        try {
            CheckedTunnel tunnel = new CheckedTunnel(
                    addresses, connectTimeout, new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
            tunnel.threads.execute(tunnel::accept);
            return tunnel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback interface", e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    @Override
    public void close() {
        closed = true;
        close(server);
        open.forEach(CheckedTunnel::close);
        threads.shutdown();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!closed) {
                    log.atError().setCause(e).log("a webhook's connection was not accepted: restart if it goes on");
                }
            }
        }
    }

    private void serve(Socket client) {
        try {
            client.setSoTimeout(IDLE_MILLIS);
            Matcher asked = CONNECT.matcher(head(client.getInputStream()));
            if (!asked.matches()) {
                answer(client, "400 Bad Request");
                return;
            }
            Optional<Socket> endpoint = connected(client, asked.group(1), Integer.parseInt(asked.group(2)));
            if (endpoint.isPresent()) {
                join(client, endpoint.get());
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("a webhook's connection ended");
        } finally {
            drop(client);
        }
    }

    private Optional<Socket> connected(Socket client, String host, int port) throws IOException {
        Socket endpoint = new Socket();
        open.add(endpoint);
        try {
            endpoint.connect(new InetSocketAddress(addresses.resolve(host), port), connectMillis);
            endpoint.setSoTimeout(IDLE_MILLIS);
            return Optional.of(endpoint);
        } catch (AddressRefusedException e) {
            drop(endpoint);
            answer(client, "403 Forbidden");
        } catch (IOException | IllegalArgumentException e) { // The latter: no such port.
            drop(endpoint);
            answer(client, "502 Bad Gateway");
        }
        return Optional.empty();
    }

    private void join(Socket client, Socket endpoint) throws IOException {
        try {
            answer(client, "200 OK");
            threads.execute(() -> pass(endpoint, client));
            pass(client, endpoint);
        } finally {
            drop(endpoint);
        }
    }

    /** Until either side ends or both are silent for long. */
    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            log.atTrace().setCause(e).log("a webhook's connection ended");
        } finally {
            drop(from);
            drop(to);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(256);
        int last = 0;
        while (last != 0x0d0a0d0a && head.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            last = (last << 8) | next;
        }
        return head.toString(US_ASCII);
    }

    private static void answer(Socket client, String status) throws IOException {
        String length = status.startsWith("2") ? "" : "content-length: 0\r\n";
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n" + length + "\r\n").getBytes(US_ASCII));
    }

    private void drop(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            log.atTrace().setCause(e).log("could not close a connection");
        }
    }
}
