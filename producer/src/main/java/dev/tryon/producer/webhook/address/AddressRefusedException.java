/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

/** The host must not be called. */
public final class AddressRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
