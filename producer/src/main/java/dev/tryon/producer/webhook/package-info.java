/* SPDX-License-Identifier: Apache-2.0 */
/** Signed calls to those who want to be told by HTTP how requests ended. */
@NullMarked
package dev.tryon.producer.webhook;

import org.jspecify.annotations.NullMarked;
