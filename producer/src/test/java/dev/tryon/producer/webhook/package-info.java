/* SPDX-License-Identifier: Apache-2.0 */
/** Calls of webhooks, against real servers. */
@NullMarked
package dev.tryon.producer.webhook;

import org.jspecify.annotations.NullMarked;
