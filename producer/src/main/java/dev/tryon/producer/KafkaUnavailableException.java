/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.v1.FailureCode;
import org.jspecify.annotations.Nullable;

/** Kafka did not take or give what was asked of it in the time that it had. */
public final class KafkaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was asked of Kafka, and what to do next */
    public KafkaUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * What was written may be there or not.
     *
     * @param what was written, as a sentence names it: {@code request 7f3a}
     */
    public static KafkaUnavailableException notConfirmed(String what, Throwable cause) {
        return new KafkaUnavailableException(
                "Kafka did not confirm " + what + ": " + cause.getMessage() + "; submit it again with the same id",
                cause);
    }

    /** Always {@link FailureCode#BROKER_UNAVAILABLE}. */
    public FailureCode code() {
        return FailureCode.BROKER_UNAVAILABLE;
    }
}
