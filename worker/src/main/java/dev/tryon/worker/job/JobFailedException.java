/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.v1.FailureCode;
import org.jspecify.annotations.Nullable;

/** Ends a job early, for a reason that the contract knows. Never leaves this package: it becomes a {@link JobOutcome}. */
final class JobFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final String field;

    /** @param field the request's field at fault, as {@code steps[0].product.uri}, or empty */
    JobFailedException(FailureCode code, String field, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.field = field;
    }

    FailureCode code() {
        return code;
    }

    String field() {
        return field;
    }
}
