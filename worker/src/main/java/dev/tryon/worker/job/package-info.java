/* SPDX-License-Identifier: Apache-2.0 */
/** One try-on from request to outcome. */
@NullMarked
package dev.tryon.worker.job;

import org.jspecify.annotations.NullMarked;
