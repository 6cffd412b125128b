/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import dev.tryon.v1.FailureCode;

/**
 * These bytes are not a picture that can be worked on. The code is one of the 2xx, none of which is worth a retry; the
 * message says what was wrong, with which value, and what to do.
 */
public final class PhotoRejectedException extends Exception {
    private final FailureCode code;

    public PhotoRejectedException(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    PhotoRejectedException(FailureCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static PhotoRejectedException corrupt(String what) {
        return new PhotoRejectedException(
                FailureCode.INPUT_CORRUPT, what + ": the file is truncated or damaged; upload the original again");
    }

    static PhotoRejectedException unsupported(String what) {
        return new PhotoRejectedException(FailureCode.INPUT_UNSUPPORTED_FORMAT, what);
    }

    public FailureCode code() {
        return code;
    }
}
