/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

/** Kafka could not be asked, or did not do what it was asked; what was done before that stays, and applying again goes on. */
public final class ProvisioningException extends RuntimeException {
    ProvisioningException(String message, Throwable cause) {
        super(message, cause);
    }
}
