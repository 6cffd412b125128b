/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.webhook.address;

import org.jspecify.annotations.NullMarked;
