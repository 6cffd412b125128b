/* SPDX-License-Identifier: Apache-2.0 */
/** The real servers and services of a small production, inside one JVM. */
@NullMarked
package dev.tryon.standalone.stack;

import org.jspecify.annotations.NullMarked;
