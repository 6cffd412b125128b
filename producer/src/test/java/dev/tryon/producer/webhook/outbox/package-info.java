/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.webhook.outbox;

import org.jspecify.annotations.NullMarked;
