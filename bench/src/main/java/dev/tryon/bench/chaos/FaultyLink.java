/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network between workers and the image store, which can be told to misbehave: a TCP relay on 127.0.0.1 with two
 * threads per connection. Bytes pass unread; HTTP is only spoken to say 503. Thread-safe; whoever opens it closes it.
 */
final class FaultyLink implements AutoCloseable {

    /** What becomes of bytes. */
    enum Mode {
        /** They pass. */
        GOOD,
        /** Every connection is answered 503 and closed. */
        UNAVAILABLE,
        /** Connections are taken and nothing is ever answered. */
        SILENT,
        /** They pass, a few at a time. */
        SLOW,
        /** Answers stop in the middle of a body. */
        CUT
    }

    private static final Logger log = LoggerFactory.getLogger(FaultyLink.class);
    private static final String UNAVAILABLE_ANSWER =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final int CUT_AFTER = 2_000;
    private static final int SLOW_BYTES = 4_096;
    private static final long SLOW_PAUSE_MILLIS = 20;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.GOOD;

    private FaultyLink(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** Relays to a port of this machine. */
    static FaultyLink open(int target) throws IOException {
        FaultyLink link = new FaultyLink(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), target);
        thread("link-door", link::accept);
        return link;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Takes effect at once, for open connections too. */
    void turn(Mode next) {
        mode = next;
        if (next != Mode.GOOD) {
            open.forEach(FaultyLink::drop);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(FaultyLink::drop);
        }
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket near = door.accept();
                open.add(near);
                thread("link", () -> serve(near));
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                log.atError().setCause(e).log("the link takes no more connections");
            }
        }
    }

    private void serve(Socket near) {
        try (near) {
            if (mode == Mode.UNAVAILABLE) {
                near.getOutputStream().write(UNAVAILABLE_ANSWER.getBytes(US_ASCII));
                return;
            }
            try (Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
                open.add(far);
                Thread up = thread("link-up", () -> copy(near, far, false));
                copy(far, near, true);
                up.join();
                open.remove(far);
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("a connection of the link ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[SLOW_BYTES];
        int passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0) {
                Mode now = mode;
                if (now == Mode.SLOW) {
                    Thread.sleep(SLOW_PAUSE_MILLIS);
                }
                if (now == Mode.CUT && answers && passed + read > CUT_AFTER) {
                    out.write(buffer, 0, Math.max(0, CUT_AFTER - passed));
                    break;
                }
                if (now != Mode.SILENT) {
                    out.write(buffer, 0, read);
                    passed += read;
                }
                read = in.read(buffer);
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("a connection of the link broke");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop(from);
            drop(to);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("a connection of the link was closed before");
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
