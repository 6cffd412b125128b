/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.Accepted;
import dev.tryon.v1.Cancelled;
import dev.tryon.v1.Completed;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Expired;
import dev.tryon.v1.Failed;
import dev.tryon.v1.Progress;
import dev.tryon.v1.Started;
import dev.tryon.v1.TryOnEvent;

/**
 * What becomes of requests, an event at a time, for {@link TryOnResults#listen(KafkaClients, String, ResultsListener)}. A
 * kind that is not implemented is passed over. {@code event} says whose it is; {@link CloudEvent#id} is what a listener
 * keeps that must do a thing once however often it hears of it. Whoever throws gets the event again.
 */
public interface ResultsListener {

    /** The request is there as it should be made. */
    default void completed(CloudEvent<TryOnEvent> event, Completed completed) {}

    /** It cannot be made. */
    default void failed(CloudEvent<TryOnEvent> event, Failed failed) {}

    /** Its deadline passed. */
    default void expired(CloudEvent<TryOnEvent> event, Expired expired) {}

    /** Whoever asked for it took it back. */
    default void cancelled(CloudEvent<TryOnEvent> event, Cancelled cancelled) {}

    /** It was tried too often; people are to look at it. */
    default void deadLettered(CloudEvent<TryOnEvent> event, DeadLettered deadLettered) {}

    /** Kafka has it. */
    default void accepted(CloudEvent<TryOnEvent> event, Accepted accepted) {}

    /** A worker has it; once for each attempt. */
    default void started(CloudEvent<TryOnEvent> event, Started started) {}

    /** Some of the denoise steps are done. */
    default void progress(CloudEvent<TryOnEvent> event, Progress progress) {}
}
