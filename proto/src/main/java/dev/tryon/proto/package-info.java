/* SPDX-License-Identifier: Apache-2.0 */
/** The contract beside the messages themselves: names, rules, failure codes and the JSON view. */
@NullMarked
package dev.tryon.proto;

import org.jspecify.annotations.NullMarked;
