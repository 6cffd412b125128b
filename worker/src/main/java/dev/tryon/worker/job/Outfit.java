/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.v1.Completed;
import dev.tryon.v1.Intermediate;
import dev.tryon.v1.TryOnRequest;
import java.util.Optional;

/** How a request of several steps goes on: what one step made is the subject of the next. Stateless. */
final class Outfit {

    private Outfit() {}

    /** The request for the next step's expert, or empty when this step was the last. */
    static Optional<TryOnRequest> next(TryOnRequest request, Completed made) {
        int position = request.getPosition();
        if (position + 1 >= request.getStepsCount()) {
            return Optional.empty();
        }
        TryOnRequest.Builder next = request.toBuilder()
                .setPosition(position + 1)
                .setSubject(made.getResult())
                .addIntermediates(Intermediate.newBuilder()
                        .setExpert(request.getSteps(position).getExpert())
                        .setResult(made.getResult())
                        .setMask(made.getMask()));
        if (!request.hasOriginalSubject()) {
            next.setOriginalSubject(request.getSubject());
        }
        return Optional.of(next.build());
    }
}
