/* SPDX-License-Identifier: Apache-2.0 */
/** The meter registry that services share. */
@NullMarked
package dev.tryon.platform.telemetry;

import org.jspecify.annotations.NullMarked;
