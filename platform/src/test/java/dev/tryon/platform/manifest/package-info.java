/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.platform.manifest;

import org.jspecify.annotations.NullMarked;
