/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.call;

import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.TryOnEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Calls of webhooks with each try recorded as a span of its request's trace. Thread-safe; owns nothing. */
public final class TracedCalls {
    private final Tracing tracing;
    private final BiFunction<String, TryOnEvent, CompletableFuture<CallOutcome>> caller;

    /** @param caller makes a call for an event's id and the event */
    public TracedCalls(Tracing tracing, BiFunction<String, TryOnEvent, CompletableFuture<CallOutcome>> caller) {
        this.tracing = tracing;
        this.caller = caller;
    }

    /** Tells an event's webhook of it; what it returns ends as the caller's does. */
    public CompletableFuture<CallOutcome> call(CloudEvent<TryOnEvent> event) {
        OpenSpan span = tracing.calling("webhook", event.trace().orElse(null)).with("requestId", event.subject());
        return caller.apply(event.id(), event.message()).whenComplete((outcome, bug) -> {
            if (bug != null) {
                span.broke(bug);
            } else if (outcome instanceof CallOutcome.Failed failed) {
                span.failed(failed.reason(), failed.text());
            } else if (outcome instanceof CallOutcome.Refused refused) {
                span.failed(refused.reason(), refused.text());
            }
            span.close();
        });
    }
}
