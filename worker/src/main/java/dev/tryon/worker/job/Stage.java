/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import java.util.Locale;

/** The stages of a job that are timed, in order. */
public enum Stage {
    FETCH,
    MASK,
    DENOISE,
    STITCH,
    STORE;

    /** As metrics and spans name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
