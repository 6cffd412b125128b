/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.scheduler.scaling;

import org.jspecify.annotations.NullMarked;
