/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.scheduler.campaigns;

import org.jspecify.annotations.NullMarked;
