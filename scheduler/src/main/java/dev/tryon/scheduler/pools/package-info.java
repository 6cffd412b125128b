/* SPDX-License-Identifier: Apache-2.0 */
/** What the pools of workers have to do and how fast they do it, as Kafka and the workers' own events tell. */
@NullMarked
package dev.tryon.scheduler.pools;

import org.jspecify.annotations.NullMarked;
