/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.approval.workflow;

import org.jspecify.annotations.NullMarked;
