/* SPDX-License-Identifier: Apache-2.0 */
/** Starting and stopping in order. */
@NullMarked
package dev.tryon.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
