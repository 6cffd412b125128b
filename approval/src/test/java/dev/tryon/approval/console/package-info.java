/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.approval.console;

import org.jspecify.annotations.NullMarked;
