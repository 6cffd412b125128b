/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.container;

import org.jspecify.annotations.NullMarked;
