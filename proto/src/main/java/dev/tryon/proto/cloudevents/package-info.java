/* SPDX-License-Identifier: Apache-2.0 */
/** The contract's messages as CloudEvents 1.0 in Kafka records, binary content mode. */
@NullMarked
package dev.tryon.proto.cloudevents;

import org.jspecify.annotations.NullMarked;
