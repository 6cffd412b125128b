/* SPDX-License-Identifier: Apache-2.0 */
/** Everything in one process, and the {@code tryon} command. */
@NullMarked
package dev.tryon.standalone;

import org.jspecify.annotations.NullMarked;
