/* SPDX-License-Identifier: Apache-2.0 */
/** Leasing jobs from Kafka share groups: a slot is one consumer, one thread, one job. */
@NullMarked
package dev.tryon.worker.lease;

import org.jspecify.annotations.NullMarked;
