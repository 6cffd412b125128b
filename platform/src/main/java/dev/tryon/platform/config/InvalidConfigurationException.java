/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.config;

import org.jspecify.annotations.Nullable;

/** A process was told something it cannot run with. The message names the keys and what would be right. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
