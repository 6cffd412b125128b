/* SPDX-License-Identifier: Apache-2.0 */
/** What each expert's mask has to be like, as versioned data with a fingerprint. */
@NullMarked
package dev.tryon.masking.policy;

import org.jspecify.annotations.NullMarked;
