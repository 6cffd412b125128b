/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The topics and share groups that the system runs on: what they shall be ({@link dev.tryon.scheduler.topics.TopicPlan}),
 * how a cluster differs from that ({@link dev.tryon.scheduler.topics.Change}), and making it so
 * ({@link dev.tryon.scheduler.topics.TopicProvisioner}) without ever losing a record.
 */
@NullMarked
package dev.tryon.scheduler.topics;

import org.jspecify.annotations.NullMarked;
