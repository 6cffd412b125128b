/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Keeps a store's outage short and cheap. From the outside in: a call that finds no answer is tried again with growing,
 * jittered pauses; a bucket that answers too seldom is asked nothing for a while (its circuit is open), then one call
 * tries it; a bucket has a share of the connections only, so that a slow one leaves the others theirs. How long one call
 * may take is the client's business ({@link S3Config#callTimeout()}). Only {@code STORE_UNAVAILABLE} counts as no
 * answer: that an object is missing is an answer. Thread-safe; does not own the store.
 */
public final class ResilientImageStore implements ImageStore {

    private final ImageStore store;
    private final Rules rules;
    private final Clock clock;
    private final BiConsumer<String, Boolean> circuits;
    private final Retry retry;
    private final ConcurrentMap<String, Guard> guards = new ConcurrentHashMap<>();

    /** @param circuits is told a bucket and whether it is silent: from its circuit's opening until it has answered */
    public ResilientImageStore(ImageStore store, Rules rules, Clock clock, BiConsumer<String, Boolean> circuits) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.circuits = circuits;
        this.retry = Retry.of(
                "image-store",
                RetryConfig.custom()
                        .maxAttempts(rules.attempts())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(rules.firstPause(), 2, 0.5))
                        .retryOnException(ResilientImageStore::noAnswer)
                        .build());
    }

    @Override
    public StoredImage get(ImageRef reference, long maximumBytes) {
        S3Uri address = S3Uri.parse(reference.getUri());
        return guarded(address, () -> store.get(reference, maximumBytes));
    }

    @Override
    public Optional<ImageRef> find(S3Uri address) {
        return guarded(address, () -> store.find(address));
    }

    @Override
    public PutOutcome putIfAbsent(S3Uri address, byte[] bytes, String contentType) {
        return guarded(address, () -> store.putIfAbsent(address, bytes, contentType));
    }

    /** Asks nobody. */
    @Override
    public URI presignGet(S3Uri address, Duration validity) {
        return store.presignGet(address, validity);
    }

    private <T> T guarded(S3Uri address, Supplier<T> call) {
        Guard guard = guards.computeIfAbsent(address.bucket(), this::guard);
        Supplier<T> limited = Bulkhead.decorateSupplier(guard.bulkhead(), call);
        Supplier<T> broken = CircuitBreaker.decorateSupplier(guard.circuit(), limited);
        try {
            return Retry.decorateSupplier(retry, broken).get();
        } catch (CallNotPermittedException e) {
            throw unavailable(address, "its circuit is open for " + rules.openFor(), e);
        } catch (BulkheadFullException e) {
            throw unavailable(address, rules.concurrentCalls() + " calls are under way already", e);
        }
    }

    private Guard guard(String bucket) {
        CircuitBreaker circuit = CircuitBreaker.of(
                bucket,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowSize(rules.window())
                        .minimumNumberOfCalls(rules.window())
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(rules.openFor())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(ResilientImageStore::noAnswer)
                        .ignoreExceptions(BulkheadFullException.class)
                        .build());
        circuit.getEventPublisher()
                .onStateTransition(event -> circuits.accept(
                        bucket, event.getStateTransition().getToState() != CircuitBreaker.State.CLOSED));
        circuits.accept(bucket, false);
        BulkheadConfig limit = BulkheadConfig.custom()
                .maxConcurrentCalls(rules.concurrentCalls())
                .maxWaitDuration(rules.patience())
                .build();
        return new Guard(circuit, Bulkhead.of(bucket, limit));
    }

    private static boolean noAnswer(Throwable failure) {
        return failure instanceof ImageStoreException e && e.code() == FailureCode.STORE_UNAVAILABLE;
    }

    private static ImageStoreException unavailable(S3Uri address, String why, RuntimeException cause) {
        return new ImageStoreException(
                FailureCode.STORE_UNAVAILABLE, "the image store was not asked for " + address + ": " + why, cause);
    }

    private record Guard(CircuitBreaker circuit, Bulkhead bulkhead) {}

    /**
     * How patient to be.
     *
     * @param attempts calls for one answer, the first included
     * @param firstPause before the second call, give or take half; doubled for each further one
     * @param window calls to a bucket of which half must fail for its circuit to open
     * @param openFor how long an open circuit lets nothing through
     * @param concurrentCalls to one bucket
     * @param patience how long a call waits for another to end when there are too many
     */
    public record Rules(
            int attempts, Duration firstPause, int window, Duration openFor, int concurrentCalls, Duration patience) {

        /** Three calls for an answer; one bucket gets at most three quarters of the connections. */
        public static Rules of(S3Config config) {
            int share = Math.max(1, config.maxConnections() * 3 / 4);
            return new Rules(3, Duration.ofMillis(200), 6, Duration.ofSeconds(10), share, config.callTimeout());
        }
    }
}
