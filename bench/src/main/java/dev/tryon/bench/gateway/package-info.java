/* SPDX-License-Identifier: Apache-2.0 */
/** The gateway measured over HTTP: how many requests it accepts, how soon, and that Kafka has all of them. */
@NullMarked
package dev.tryon.bench.gateway;

import org.jspecify.annotations.NullMarked;
