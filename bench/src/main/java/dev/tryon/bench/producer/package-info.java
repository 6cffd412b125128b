/* SPDX-License-Identifier: Apache-2.0 */
/** The SDK measured beside Kafka's own kafka-producer-perf-test. */
@NullMarked
package dev.tryon.bench.producer;

import org.jspecify.annotations.NullMarked;
