/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.util.Locale;

/** What a slot does at a moment. */
public enum SlotState {
    /** Waits for a record. */
    IDLE,
    /** Takes no record, since something that every job needs is down. */
    PAUSED,
    /** Has a record in hand. */
    WORKING,
    /** Its thread has ended: it leases nothing any more. */
    DEAD;

    /** As metrics name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
