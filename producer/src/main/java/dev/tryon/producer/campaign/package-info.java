/* SPDX-License-Identifier: Apache-2.0 */
/** Campaigns: many requests as one event, and how far they are. */
@NullMarked
package dev.tryon.producer.campaign;

import org.jspecify.annotations.NullMarked;
