/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.results;

import org.jspecify.annotations.NullMarked;
