/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.campaign;

import org.jspecify.annotations.NullMarked;
