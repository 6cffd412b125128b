/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import java.util.Locale;

/** Where an item stands. All but OPEN and HELD are ends. */
public enum Status {
    /** People are to decide. */
    OPEN,
    /** A result that passed its stages and waits for the pictures that it was made from. */
    HELD,
    /** A subject or product that results may be made from. */
    APPROVED,
    /** A result that is out. */
    PUBLISHED,
    REJECTED,
    /** Another request makes it again. */
    REDONE;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
