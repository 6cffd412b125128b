/* SPDX-License-Identifier: Apache-2.0 */
/** Submissions that may be repeated: the same key is the same request, whoever takes it. */
@NullMarked
package dev.tryon.producer.idempotency;

import org.jspecify.annotations.NullMarked;
