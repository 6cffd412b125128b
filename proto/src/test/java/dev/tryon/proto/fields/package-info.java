/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.tryon.proto.fields;

import org.jspecify.annotations.NullMarked;
