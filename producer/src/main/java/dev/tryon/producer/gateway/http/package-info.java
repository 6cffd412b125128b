/* SPDX-License-Identifier: Apache-2.0 */
/** The gateway's routes, what they answer and how they refuse. */
@NullMarked
package dev.tryon.producer.gateway.http;

import org.jspecify.annotations.NullMarked;
