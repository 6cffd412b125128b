/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.producer.upload;

import org.jspecify.annotations.NullMarked;
