/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import dev.tryon.v1.FailureCode;
import org.jspecify.annotations.Nullable;

/** A job came to its end on the device, alone; the code says whose fault it is. */
public final class JobFailedOnDeviceException extends RuntimeException {

    private final transient FailureCode code;

    public JobFailedOnDeviceException(FailureCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Latent or crop hold no numbers any more. */
    static JobFailedOnDeviceException noNumbers() {
        return new JobFailedOnDeviceException(
                FailureCode.MODEL_OUTPUT_INVALID,
                "the expert painted something that is no number; try another seed, and tell its authors",
                null);
    }

    public FailureCode code() {
        return code;
    }
}
