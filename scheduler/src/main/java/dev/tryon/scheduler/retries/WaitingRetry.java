/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.Retry;
import org.jspecify.annotations.Nullable;

/**
 * A retry that waits for its time.
 *
 * @param trace which the request belongs to; null when it is not traced
 */
record WaitingRetry(Retry retry, @Nullable TraceContext trace) {
    static WaitingRetry of(CloudEvent<Retry> event) {
        return new WaitingRetry(event.message(), event.trace().orElse(null));
    }
}
