/* SPDX-License-Identifier: Apache-2.0 */
/** What services ask of programs that call them. */
@NullMarked
package dev.tryon.platform.access;

import org.jspecify.annotations.NullMarked;
