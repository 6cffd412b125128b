/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.webhook.call;

import org.jspecify.annotations.NullMarked;
