/* SPDX-License-Identifier: Apache-2.0 */
/** Speed and memory of masking. */
@NullMarked
package dev.tryon.bench.masking;

import org.jspecify.annotations.NullMarked;
