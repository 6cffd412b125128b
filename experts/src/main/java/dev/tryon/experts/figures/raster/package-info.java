/* SPDX-License-Identifier: Apache-2.0 */
/** A small software renderer: coverage, curved surfaces, textures, blurs, PNG. */
@NullMarked
package dev.tryon.experts.figures.raster;

import org.jspecify.annotations.NullMarked;
