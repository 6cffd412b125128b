/* SPDX-License-Identifier: Apache-2.0 */
/** Configuration, read once: defaults, then a file, then the environment, then flags. */
@NullMarked
package dev.tryon.platform.config;

import org.jspecify.annotations.NullMarked;
