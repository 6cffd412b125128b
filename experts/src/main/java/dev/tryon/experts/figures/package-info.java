/* SPDX-License-Identifier: Apache-2.0 */
/** Drawn pairs of product and person, with exact evidence: the training data of the experts. */
@NullMarked
package dev.tryon.experts.figures;

import org.jspecify.annotations.NullMarked;
