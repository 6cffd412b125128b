/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.platform.kafka;

import org.jspecify.annotations.NullMarked;
