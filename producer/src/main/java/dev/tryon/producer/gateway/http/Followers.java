/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.producer.gateway.view.RecentRequests;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.Endings;
import dev.tryon.v1.TryOnEvent;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends the events of a request to those who follow it, as server-sent events
 * (<a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">WHATWG HTML 9.2</a>). Each follower has a
 * thread and a short queue of its own: a slow one loses its connection and may come back, but holds up nobody. Thread-safe;
 * owns its threads.
 */
public final class Followers implements AutoCloseable {
    private static final int QUEUE = 256;
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final RecentRequests recent;
    private final Semaphore free;
    private final ExecutorService threads;
    private volatile boolean closed;

    /** @param most followers at a time */
    public Followers(RecentRequests recent, int most) {
        this.recent = recent;
        this.free = new Semaphore(most);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "gateway-follower-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Answers with a request's events until it ends. */
    void follow(Context context, String requestId) {
        if (!free.tryAcquire()) {
            throw Problem.of(
                            503,
                            "unavailable",
                            "as many clients follow events as this gateway serves; ask for the state")
                    .retryAfter(BEAT)
                    .thrown();
        }
        context.contentType("text/event-stream")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
        context.future(() -> CompletableFuture.runAsync(
                        () -> {
                            try {
                                send(context.res().getOutputStream(), requestId);
                            } catch (IOException e) {
                                // The client has gone.
                            }
                        },
                        threads)
                .whenComplete((done, failure) -> free.release()));
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }

    private void send(OutputStream out, String requestId) throws IOException {
        BlockingQueue<TryOnEvent> queue = new ArrayBlockingQueue<>(QUEUE);
        AtomicBoolean behind = new AtomicBoolean();
        Runnable stop = recent.follow(requestId, event -> {
            if (!queue.offer(event)) {
                behind.set(true);
            }
        });
        try {
            out.flush(); // the headers, so that a client knows that it is heard
            while (!closed && !behind.get()) {
                TryOnEvent event = queue.poll(BEAT.toMillis(), TimeUnit.MILLISECONDS);
                out.write((event == null ? ": still here\n\n" : text(event)).getBytes(UTF_8));
                out.flush();
                if (event != null && Endings.ends(event)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop.run();
        }
    }

    private static String text(TryOnEvent event) {
        return "event: " + event.getKindCase().name().toLowerCase(Locale.ROOT) + "\ndata: " + ContractJson.line(event)
                + "\n\n";
    }
}
