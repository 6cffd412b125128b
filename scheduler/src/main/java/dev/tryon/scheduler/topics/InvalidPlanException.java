/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

/** A plan of topics cannot be used; the message names the file, the key and what is allowed. */
public final class InvalidPlanException extends RuntimeException {
    InvalidPlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
