/* SPDX-License-Identifier: Apache-2.0 */
/** How work is judged, stage by stage. {@link dev.tryon.approval.ApprovalApp} shows the whole of it. */
@NullMarked
package dev.tryon.approval;

import org.jspecify.annotations.NullMarked;
