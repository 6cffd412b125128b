/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.v1.TryOnEvent;

/** What the commands tell a script. The numbers are documented in each command's help and do not change. */
public final class ExitCode {
    /** Done; when a request was waited for, it is completed. */
    public static final int COMPLETED = 0;
    /** The request ended without a result. */
    public static final int FAILED = 1;
    /** The command or the request is wrong. */
    public static final int USAGE = 2;
    /** The request has not ended in time, or not yet. */
    public static final int TIMED_OUT = 3;
    /** Kafka or S3 cannot be reached or refuses. */
    public static final int INFRASTRUCTURE = 4;

    private ExitCode() {}

    static int of(TryOnEvent end) {
        return end.hasCompleted() ? COMPLETED : FAILED;
    }
}
