/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.scheduler.deadletters;

import org.jspecify.annotations.NullMarked;
