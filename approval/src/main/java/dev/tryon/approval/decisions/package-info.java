/* SPDX-License-Identifier: Apache-2.0 */
/** Items, what is decided about them, and how that is told. */
@NullMarked
package dev.tryon.approval.decisions;

import org.jspecify.annotations.NullMarked;
