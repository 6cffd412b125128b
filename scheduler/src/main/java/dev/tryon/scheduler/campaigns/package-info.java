/* SPDX-License-Identifier: Apache-2.0 */
/** Campaigns: their manifests' rows, window by window, how far each is, and what people order about them. */
@NullMarked
package dev.tryon.scheduler.campaigns;

import org.jspecify.annotations.NullMarked;
