/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import org.jspecify.annotations.Nullable;

/** An expert that must not be used; the worker does not start with it. The message says why and what to do. */
public final class BundleRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BundleRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
