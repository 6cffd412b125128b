/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.masking.Masker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Maskers that slots of all experts share: made when first needed, since each loads its detectors, and never more than
 * jobs are prepared at a time. Thread-safe; owns the maskers.
 */
public final class MaskerPool implements AutoCloseable {

    private final Supplier<Masker> maskers;
    private final Deque<Masker> free = new ArrayDeque<>();
    private boolean closed;

    public MaskerPool(Supplier<Masker> maskers) {
        this.maskers = maskers;
    }

    /** What a masker is borrowed for. */
    interface Preparation<T, E extends Exception> {
        T with(Masker masker) throws E;
    }

    /**
     * Makes one masker now: what is loaded for the first one is not loaded during a job, which would take seconds, and could
     * not be done at all by a process that is being stopped.
     */
    public MaskerPool warm() {
        giveBack(take());
        return this;
    }

    /** Lends a masker for the length of a call; what the call returns must not need it any more. */
    <T, E extends Exception> T use(Preparation<T, E> preparation) throws E {
        Masker masker = take();
        try {
            return preparation.with(masker);
        } finally {
            giveBack(masker);
        }
    }

    /** Closes those that are not lent; the others close when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(Masker::close);
        free.clear();
    }

    private Masker take() {
        synchronized (this) {
            Masker masker = free.poll();
            if (masker != null) {
                return masker;
            }
        }
        return maskers.get();
    }

    private synchronized void giveBack(Masker masker) {
        if (closed) {
            masker.close();
        } else {
            free.push(masker);
        }
    }
}
