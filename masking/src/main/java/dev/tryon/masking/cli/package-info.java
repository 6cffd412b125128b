/* SPDX-License-Identifier: Apache-2.0 */
/** The mask command: one picture, a contact sheet, a training set. */
@NullMarked
package dev.tryon.masking.cli;

import org.jspecify.annotations.NullMarked;
