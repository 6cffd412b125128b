/* SPDX-License-Identifier: Apache-2.0 */
/** The command line of the experts. */
@NullMarked
package dev.tryon.experts;

import org.jspecify.annotations.NullMarked;
