/* SPDX-License-Identifier: Apache-2.0 */
/** The Java SDK: hears what became of them. */
@NullMarked
package dev.tryon.producer.results;

import org.jspecify.annotations.NullMarked;
