/* SPDX-License-Identifier: Apache-2.0 */
/** Requests that come back later: parked in one topic for any time, released when it is over, each exactly once. */
@NullMarked
package dev.tryon.scheduler.retries;

import org.jspecify.annotations.NullMarked;
