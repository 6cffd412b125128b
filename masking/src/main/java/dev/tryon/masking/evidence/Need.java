/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

/** How much an expert needs one kind of evidence. */
public enum Need {
    /** Without it there is no mask. */
    REQUIRED,
    /** Looked for; the mask is better with it. */
    WANTED,
    /** Not looked for, which saves the time. */
    UNUSED
}
