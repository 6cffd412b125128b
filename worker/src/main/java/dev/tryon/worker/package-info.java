/* SPDX-License-Identifier: Apache-2.0 */
/** A pool's worker: how work is done. {@link dev.tryon.worker.WorkerApp} shows the whole of it. */
@NullMarked
package dev.tryon.worker;

import org.jspecify.annotations.NullMarked;
