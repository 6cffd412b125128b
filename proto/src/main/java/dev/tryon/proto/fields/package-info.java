/* SPDX-License-Identifier: Apache-2.0 */
/** Fields of messages out of what people write: JSON and cells of tables. What is wrong is told with the field's path. */
@NullMarked
package dev.tryon.proto.fields;

import org.jspecify.annotations.NullMarked;
