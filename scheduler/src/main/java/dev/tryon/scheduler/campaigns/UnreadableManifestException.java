/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

/** A manifest that a person has to mend: it is missing, forbidden, changed or no manifest. The message says which. */
public final class UnreadableManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
