/* SPDX-License-Identifier: Apache-2.0 */
/** Pictures in S3: bounded reads, conditional writes, presigned addresses. */
@NullMarked
package dev.tryon.platform.s3;

import org.jspecify.annotations.NullMarked;
