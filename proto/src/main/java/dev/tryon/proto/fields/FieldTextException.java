/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.fields;

/** A text is no value of its field. Has no stack trace: it is caught at once. */
final class FieldTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String requirement;

    FieldTextException(String requirement) {
        super(requirement, null, false, false);
        this.requirement = requirement;
    }

    /** What the field must be. */
    String requirement() {
        return requirement;
    }
}
