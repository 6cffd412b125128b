/* SPDX-License-Identifier: Apache-2.0 */
/** Dead letters: what nobody could do, why, and sending it once more, selectively and on the record. */
@NullMarked
package dev.tryon.scheduler.deadletters;

import org.jspecify.annotations.NullMarked;
