/* SPDX-License-Identifier: Apache-2.0 */
/** Makes Kafka clients; any client property passes through. */
@NullMarked
package dev.tryon.platform.kafka;

import org.jspecify.annotations.NullMarked;
