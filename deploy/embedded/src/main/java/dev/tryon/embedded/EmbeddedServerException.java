/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server could not start or do as asked; the message says why and what to do next. */
public final class EmbeddedServerException extends RuntimeException {
    EmbeddedServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
