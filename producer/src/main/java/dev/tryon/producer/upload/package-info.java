/* SPDX-License-Identifier: Apache-2.0 */
/** Puts local pictures where workers can read them. */
@NullMarked
package dev.tryon.producer.upload;

import org.jspecify.annotations.NullMarked;
