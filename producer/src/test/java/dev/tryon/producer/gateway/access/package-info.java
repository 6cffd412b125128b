/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.gateway.access;

import org.jspecify.annotations.NullMarked;
