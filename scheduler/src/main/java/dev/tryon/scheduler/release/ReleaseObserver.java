/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import dev.tryon.v1.Expert;

/** Is told what is released, for metrics. Implementations are thread-safe and quick. */
public interface ReleaseObserver {
    /** Rows of a tenant's campaigns are committed. */
    void released(Expert expert, long rows);

    /** Rows ended without a worker. */
    void ended(String outcome, long rows);

    /** A transaction took so long from its first record to its commit. */
    void committed(long nanos);
}
