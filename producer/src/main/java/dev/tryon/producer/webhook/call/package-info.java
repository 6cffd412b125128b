/* SPDX-License-Identifier: Apache-2.0 */
/** One signed call and what became of it. */
@NullMarked
package dev.tryon.producer.webhook.call;

import org.jspecify.annotations.NullMarked;
