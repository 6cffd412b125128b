/* SPDX-License-Identifier: Apache-2.0 */
/** What a worker tells the cluster that it runs in. */
@NullMarked
package dev.tryon.worker.kubernetes;

import org.jspecify.annotations.NullMarked;
