/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos.sabotage;

import dev.tryon.worker.WorkerDecorators;
import java.util.function.UnaryOperator;

/** The promises that a control arm's workers break. */
public enum Sabotage {
    NONE,
    /** A job is acknowledged before it is done: what its worker had in hand is lost when it dies. */
    ACKNOWLEDGES_EARLY,
    /** A result that is not what was checked gets into the store. */
    STORES_UNCHECKED,
    /** Now and then an announcement goes nowhere. */
    LOSES_COMPLETIONS;

    /** What it puts around a worker's parts. */
    public WorkerDecorators decorators() {
        return switch (this) {
            case NONE -> WorkerDecorators.NONE;
            case ACKNOWLEDGES_EARLY ->
                new WorkerDecorators(EarlyAcknowledgement::new, UnaryOperator.identity(), UnaryOperator.identity());
            case STORES_UNCHECKED ->
                new WorkerDecorators(UnaryOperator.identity(), UncheckedStore::new, UnaryOperator.identity());
            case LOSES_COMPLETIONS ->
                new WorkerDecorators(UnaryOperator.identity(), UnaryOperator.identity(), LossyProducer::of);
        };
    }
}
