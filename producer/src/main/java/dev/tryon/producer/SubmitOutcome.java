/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.v1.TryOnRequest;

/** What became of one request of {@link TryOnClient#submitAll}. */
public sealed interface SubmitOutcome {

    /**
     * Kafka has it.
     *
     * @param submitted where it waits
     */
    record Taken(Submitted submitted) implements SubmitOutcome {}

    /**
     * It is not known to be in Kafka.
     *
     * @param request as it was given
     * @param why {@link InvalidRequestException}: correct it; {@link KafkaUnavailableException}: submit it again with the
     *     same id
     */
    record Refused(TryOnRequest request, RuntimeException why) implements SubmitOutcome {}
}
