/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.embedded;

import org.jspecify.annotations.NullMarked;
