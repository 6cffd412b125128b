/* SPDX-License-Identifier: Apache-2.0 */
/** What services say of themselves: meters, and spans of requests. */
@NullMarked
package dev.tryon.platform.telemetry;

import org.jspecify.annotations.NullMarked;
