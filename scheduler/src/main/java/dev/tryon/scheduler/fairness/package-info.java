/* SPDX-License-Identifier: Apache-2.0 */
/** Who is served next: deficit round robin over tenants and, within each, over its campaigns. Pure: no clock, no Kafka. */
@NullMarked
package dev.tryon.scheduler.fairness;

import org.jspecify.annotations.NullMarked;
