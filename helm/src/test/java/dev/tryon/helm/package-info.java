/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.helm;

import org.jspecify.annotations.NullMarked;
