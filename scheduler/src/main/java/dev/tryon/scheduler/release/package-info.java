/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Rows become requests: as many as the pools can use, shared fairly, each exactly once. See
 * {@link dev.tryon.scheduler.release.CampaignSession}.
 */
@NullMarked
package dev.tryon.scheduler.release;

import org.jspecify.annotations.NullMarked;
