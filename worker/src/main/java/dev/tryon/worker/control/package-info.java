/* SPDX-License-Identifier: Apache-2.0 */
/** Orders about requests that are under way. */
@NullMarked
package dev.tryon.worker.control;

import org.jspecify.annotations.NullMarked;
