/* SPDX-License-Identifier: Apache-2.0 */
/** What is seen in a photo of a person: silhouette, body landmarks, face mesh. */
@NullMarked
package dev.tryon.masking.evidence;

import org.jspecify.annotations.NullMarked;
