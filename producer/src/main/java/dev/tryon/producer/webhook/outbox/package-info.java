/* SPDX-License-Identifier: Apache-2.0 */
/** Calls that are to be made, kept in Kafka until they are or are given up. */
@NullMarked
package dev.tryon.producer.webhook.outbox;

import org.jspecify.annotations.NullMarked;
