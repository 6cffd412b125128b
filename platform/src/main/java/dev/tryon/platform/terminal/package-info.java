/* SPDX-License-Identifier: Apache-2.0 */
/** What commands show to somebody who looks on. */
@NullMarked
package dev.tryon.platform.terminal;

import org.jspecify.annotations.NullMarked;
