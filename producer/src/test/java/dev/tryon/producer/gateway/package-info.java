/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.gateway;

import org.jspecify.annotations.NullMarked;
