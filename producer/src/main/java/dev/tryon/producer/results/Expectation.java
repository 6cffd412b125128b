/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.proto.Endings;
import dev.tryon.v1.TryOnEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Somebody's interest in one request, from {@link TryOnResults#expect}. Thread-safe. */
public final class Expectation implements AutoCloseable {
    private final String requestId;
    private final Consumer<TryOnEvent> listener;
    private final Consumer<Expectation> forget;
    private final CompletableFuture<TryOnEvent> end = new CompletableFuture<>();

    Expectation(String requestId, Consumer<TryOnEvent> listener, Consumer<Expectation> forget) {
        this.requestId = requestId;
        this.listener = listener;
        this.forget = forget;
    }

    /** The request that is meant. */
    public String requestId() {
        return requestId;
    }

    /**
     * Completes with the event that ends the request, on the listening thread, which must not be held up. Fails when
     * the listener stops first. Cancelling or completing it does not touch the request.
     */
    public CompletableFuture<TryOnEvent> ended() {
        return end.copy();
    }

    /**
     * Waits for the event that ends the request.
     *
     * @return empty when it has not ended in time
     * @throws RuntimeException what stopped the listener, if something did
     */
    public Optional<TryOnEvent> await(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(end.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no longer listening for request " + requestId, e.getCause());
        }
    }

    /** Loses interest. */
    @Override
    public void close() {
        forget.accept(this);
        end.cancel(false);
    }

    /** Hands over an event; true when it was the last. */
    boolean deliver(TryOnEvent event) {
        boolean last = Endings.ends(event);
        try {
            listener.accept(event);
        } finally {
            if (last) {
                end.complete(event);
            }
        }
        return last;
    }

    void fail(Throwable cause) {
        end.completeExceptionally(cause);
    }
}
