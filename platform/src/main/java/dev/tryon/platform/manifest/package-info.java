/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Campaign manifests: many requests as the rows of a file. The one place where a row is read, for the scheduler that
 * releases rows and for the command that checks a manifest beforehand.
 */
@NullMarked
package dev.tryon.platform.manifest;

import org.jspecify.annotations.NullMarked;
