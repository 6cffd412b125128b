/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.v1.TryOnRequest;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Submits requests as their outcomes are asked for, some ahead of those that Kafka has confirmed: whoever reads slowly, and
 * a Kafka that confirms slowly, hold up the taking of further requests. Used by one thread.
 */
final class SubmitWindow implements Iterator<SubmitOutcome> {
    private final Iterator<TryOnRequest> requests;
    private final Function<TryOnRequest, CompletableFuture<Submitted>> submit;
    private final int ahead;
    private final ArrayDeque<CompletableFuture<SubmitOutcome>> underWay = new ArrayDeque<>();

    /** @param ahead requests that are not confirmed, at most */
    SubmitWindow(
            Iterator<TryOnRequest> requests, Function<TryOnRequest, CompletableFuture<Submitted>> submit, int ahead) {
        this.requests = requests;
        this.submit = submit;
        this.ahead = ahead;
    }

    @Override
    public boolean hasNext() {
        return !underWay.isEmpty() || requests.hasNext();
    }

    /** The outcome of the next request, in the order in which they were given; waits for Kafka. */
    @Override
    public SubmitOutcome next() {
        while (underWay.size() < ahead && requests.hasNext()) {
            underWay.add(submitted(requests.next()));
        }
        if (underWay.isEmpty()) {
            throw new NoSuchElementException("all requests have been submitted");
        }
        return underWay.remove().join();
    }

    private CompletableFuture<SubmitOutcome> submitted(TryOnRequest request) {
        try {
            return submit.apply(request)
                    .handle((taken, failure) -> failure == null
                            ? new SubmitOutcome.Taken(taken)
                            : new SubmitOutcome.Refused(request, unchecked(failure)));
        } catch (InvalidRequestException e) {
            return CompletableFuture.completedFuture(new SubmitOutcome.Refused(request, e));
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }
}
