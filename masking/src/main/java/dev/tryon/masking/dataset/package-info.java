/* SPDX-License-Identifier: Apache-2.0 */
/** The training set: the very masks, crops and placements of production, plus simulated users. */
@NullMarked
package dev.tryon.masking.dataset;

import org.jspecify.annotations.NullMarked;
