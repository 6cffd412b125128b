/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.worker.control;

import org.jspecify.annotations.NullMarked;
