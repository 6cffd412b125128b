/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The worker's image without a container: {@link dev.tryon.bench.start.ImageRoot} runs what is in its root folder, {@link
 * dev.tryon.bench.start.ImageRun} lets it do a try-on. The image's build rehearses with them, its test and {@code bench
 * start} measure.
 */
@NullMarked
package dev.tryon.bench.start;

import org.jspecify.annotations.NullMarked;
