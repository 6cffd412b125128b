/* SPDX-License-Identifier: Apache-2.0 */
/** Light and background of a drawn photo. */
@NullMarked
package dev.tryon.experts.figures.scene;

import org.jspecify.annotations.NullMarked;
