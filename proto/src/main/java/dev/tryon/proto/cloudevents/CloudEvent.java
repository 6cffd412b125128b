/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import com.google.protobuf.Message;
import java.util.Optional;

/**
 * A message as it was received.
 *
 * @param id {@code ce_id}: two records with the same id are the same event
 * @param type {@code ce_type}: {@code dev.tryon.v1.completed}
 * @param source {@code ce_source}: who wrote it
 * @param subject {@code ce_subject}: id of the request or campaign that it is about
 * @param trace where in a trace it was written, if it was
 * @param message the data
 */
public record CloudEvent<M extends Message>(
        String id, String type, String source, String subject, Optional<TraceContext> trace, M message)
        implements Decoded<M> {}
