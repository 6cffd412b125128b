/* SPDX-License-Identifier: Apache-2.0 */
/** Who did what, in a chain that shows when it was changed. */
@NullMarked
package dev.tryon.approval.audit;

import org.jspecify.annotations.NullMarked;
