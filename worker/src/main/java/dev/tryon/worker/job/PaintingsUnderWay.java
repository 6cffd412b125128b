/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.v1.Completed;
import dev.tryon.worker.store.StepResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * Lets equal jobs of one worker be painted once: the first to come paints, the others wait (their slots renew their
 * leases meanwhile) and get its result. When the first comes to no result, however it ends, one of the others takes its
 * place, so that nobody's job fails for somebody else's reason. Shared by all slots of a worker; thread-safe.
 */
final class PaintingsUnderWay {

    private final ConcurrentMap<StepResult, CompletableFuture<Optional<Completed>>> underWay =
            new ConcurrentHashMap<>();

    /**
     * @param painter looks whether the result is there, and makes it when it is not
     * @return the painter's result, or another's, marked as a cache hit
     */
    Completed once(StepResult address, Painter painter) throws JobFailedException, InterruptedException {
        CompletableFuture<Optional<Completed>> own = new CompletableFuture<>();
        while (true) {
            CompletableFuture<Optional<Completed>> others = underWay.putIfAbsent(address, own);
            if (others == null) {
                return paint(address, painter, own);
            }
            Optional<Completed> painted = await(others);
            if (painted.isPresent()) {
                return painted.get().toBuilder().setCacheHit(true).build();
            }
        }
    }

    private Completed paint(StepResult address, Painter painter, CompletableFuture<Optional<Completed>> own)
            throws JobFailedException, InterruptedException {
        Optional<Completed> painted = Optional.empty();
        try {
            Completed completed = painter.paint();
            painted = Optional.of(completed);
            return completed;
        } finally {
            underWay.remove(address, own); // before waking the others, or they would find it again
            own.complete(painted);
        }
    }

    private static Optional<Completed> await(CompletableFuture<Optional<Completed>> others)
            throws InterruptedException {
        try {
            return others.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a painting under way never ends exceptionally", e);
        }
    }

    /** Comes to a stored result. */
    @FunctionalInterface
    interface Painter {
        Completed paint() throws JobFailedException, InterruptedException;
    }
}
