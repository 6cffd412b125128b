/* SPDX-License-Identifier: Apache-2.0 */
/** Which addresses may be called, and connections that go there and nowhere else. */
@NullMarked
package dev.tryon.producer.webhook.address;

import org.jspecify.annotations.NullMarked;
