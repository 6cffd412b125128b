/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.TryOnEvent;
import java.net.URI;
import java.time.Instant;

/**
 * A call that is still to be made.
 *
 * @param partition of tryon.results, and of the outbox, where its event stands
 * @param event that ends a request which has a webhook
 * @param attempts how often it was tried
 * @param since when it was first to be made
 * @param notBefore when to try next
 */
record PendingCall(int partition, CloudEvent<TryOnEvent> event, int attempts, Instant since, Instant notBefore) {

    static PendingCall first(int partition, CloudEvent<TryOnEvent> event, Instant now) {
        return new PendingCall(partition, event, 0, now, now);
    }

    /** The same after one more try. */
    PendingCall again(Instant next) {
        return new PendingCall(partition, event, attempts + 1, since, next);
    }

    /** The request's id: it ends once, so it is called about once. */
    String requestId() {
        return event.subject();
    }

    /** Whose endpoint it is; calls to one host wait for each other, and not for others. */
    String host() {
        String address = event.message().getRequest().getWebhook();
        try {
            String host = URI.create(address).getAuthority();
            return host == null ? address : host;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
