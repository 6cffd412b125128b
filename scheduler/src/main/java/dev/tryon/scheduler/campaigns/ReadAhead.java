/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of a manifest is read at a time: what all open manifests hold together has a bound, and one that is alone gets as
 * much as a transaction takes. Thread-safe.
 */
final class ReadAhead {
    private static final int WINDOWS = 32;
    private static final long BYTES = 4 << 20;

    private final AtomicInteger open = new AtomicInteger();

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    /** Whether to read another window after these many, of so many bytes of manifest together. */
    boolean another(int windows, long bytes) {
        int manifests = Math.max(1, open.get());
        return windows < WINDOWS / manifests && bytes < BYTES / manifests;
    }
}
