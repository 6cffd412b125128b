/* SPDX-License-Identifier: Apache-2.0 */
/** Programs to begin from. */
@NullMarked
package dev.tryon.examples;

import org.jspecify.annotations.NullMarked;
