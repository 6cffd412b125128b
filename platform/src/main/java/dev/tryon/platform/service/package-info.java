/* SPDX-License-Identifier: Apache-2.0 */
/** What every service's {@code XxxMain} does the same way: read its configuration, start, run until it is stopped. */
@NullMarked
package dev.tryon.platform.service;

import org.jspecify.annotations.NullMarked;
