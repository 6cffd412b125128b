/* SPDX-License-Identifier: Apache-2.0 */
/** Which stages an item goes through, and who decides there. */
@NullMarked
package dev.tryon.approval.workflow;

import org.jspecify.annotations.NullMarked;
