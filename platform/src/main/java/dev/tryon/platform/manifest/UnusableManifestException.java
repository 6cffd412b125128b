/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import org.jspecify.annotations.Nullable;

/** A manifest of which no row can be read: its name, its header, its compression. The message says what to do. */
public final class UnusableManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableManifestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
