/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.gateway.http;

import org.jspecify.annotations.NullMarked;
