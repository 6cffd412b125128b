/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.v1.FailureCode;
import org.jspecify.annotations.Nullable;

/** The store refused or did not answer; the code says which, and so what becomes of the job. */
public final class ImageStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    public ImageStoreException(FailureCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }
}
