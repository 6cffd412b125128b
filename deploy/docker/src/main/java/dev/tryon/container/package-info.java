/* SPDX-License-Identifier: Apache-2.0 */
/** What every image has beside its service. {@link dev.tryon.container.ContainerMain} is the entry point. */
@NullMarked
package dev.tryon.container;

import org.jspecify.annotations.NullMarked;
