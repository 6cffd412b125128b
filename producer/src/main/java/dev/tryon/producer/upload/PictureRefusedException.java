/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.upload;

import org.jspecify.annotations.Nullable;

/** A local file that cannot be sent as a picture: the message says why and what to do. */
public final class PictureRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message names the file, what is wrong with it and what to do */
    public PictureRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
