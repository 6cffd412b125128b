/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

/** How a lease ends. */
public enum Acknowledgement {
    /** Done for good. */
    ACCEPT,
    /** Somebody else shall do it; the delivery count rises. */
    RELEASE,
    /** Nobody can do it; the broker moves it to the dead letters. */
    REJECT
}
