/* SPDX-License-Identifier: Apache-2.0 */
/** The commands that put work in and look at what became of it. */
@NullMarked
package dev.tryon.producer.cli;

import org.jspecify.annotations.NullMarked;
