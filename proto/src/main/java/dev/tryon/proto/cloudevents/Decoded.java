/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import com.google.protobuf.Message;
import java.util.Optional;

/** What a record turned out to be. */
public sealed interface Decoded<M extends Message> permits CloudEvent, Malformed {
    /** The event, when it is one. */
    default Optional<CloudEvent<M>> event() {
        return this instanceof CloudEvent<M> event ? Optional.of(event) : Optional.empty();
    }

    /** What is wrong with the record, when it is no event. */
    default Optional<Malformed<M>> malformed() {
        return this instanceof Malformed<M> malformed ? Optional.of(malformed) : Optional.empty();
    }
}
