/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import dev.tryon.producer.InvalidRequestException;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.producer.idempotency.IdempotencyConflictException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told of an exception. Stateless. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private Failures() {}

    static Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return problem.problem();
        }
        if (cause instanceof InvalidRequestException invalid) {
            return Problem.fields(422, "invalid", invalid.violations());
        }
        if (cause instanceof IdempotencyConflictException conflict) {
            return Problem.field(409, "conflict", "Idempotency-Key", conflict.requirement(), "");
        }
        if (cause instanceof KafkaUnavailableException) {
            log.atWarn().setCause(cause).log("Kafka did not take or give what it was asked for");
            return Problem.of(
                            503,
                            "unavailable",
                            "it is not known to be in; send it again with the same request_id or Idempotency-Key")
                    .retryAfter(PAUSE);
        }
        log.atError().setCause(cause).log("a request broke the gateway: mend it");
        return Problem.of(500, "internal", "the gateway failed; it is logged");
    }
}
