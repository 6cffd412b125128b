/* SPDX-License-Identifier: Apache-2.0 */
/** How this library reads its YAML files. */
@NullMarked
package dev.tryon.masking.yaml;

import org.jspecify.annotations.NullMarked;
