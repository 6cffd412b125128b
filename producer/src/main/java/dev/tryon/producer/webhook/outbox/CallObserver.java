/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import java.time.Duration;

/** Who counts calls. Called by the outbox's thread. */
public interface CallObserver {
    /** A call was made: {@code delivered}, or why not. */
    void called(String outcome, Duration took);

    /** A call is given up. */
    void dead(String reason);
}
