/* SPDX-License-Identifier: Apache-2.0 */
/** Why a request is where it is. */
@NullMarked
package dev.tryon.producer.why;

import org.jspecify.annotations.NullMarked;
