/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import java.time.Instant;

/**
 * Kafka has the request, on all in-sync replicas: from here on it ends exactly once, whatever is killed.
 *
 * @param requestId the request
 * @param topic where it waits
 * @param partition which part of the topic
 * @param offset its place there
 * @param at the record's timestamp
 */
public record Submitted(String requestId, String topic, int partition, long offset, Instant at) {}
