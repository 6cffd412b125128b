/* SPDX-License-Identifier: Apache-2.0 */
/** The page that reviewers work in. */
@NullMarked
package dev.tryon.approval.console;

import org.jspecify.annotations.NullMarked;
