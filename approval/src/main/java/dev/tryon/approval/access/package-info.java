/* SPDX-License-Identifier: Apache-2.0 */
/** Who a reviewer is and what they may see and do. */
@NullMarked
package dev.tryon.approval.access;

import org.jspecify.annotations.NullMarked;
