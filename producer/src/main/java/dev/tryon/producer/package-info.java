/* SPDX-License-Identifier: Apache-2.0 */
/** The Java SDK: asks for try-ons. */
@NullMarked
package dev.tryon.producer;

import org.jspecify.annotations.NullMarked;
