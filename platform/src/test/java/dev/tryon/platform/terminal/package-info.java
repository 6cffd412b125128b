/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.platform.terminal;

import org.jspecify.annotations.NullMarked;
