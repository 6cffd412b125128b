/* SPDX-License-Identifier: Apache-2.0 */
/** Expert bundles: a folder with TorchScript files and a manifest, checked before anything is loaded. */
@NullMarked
package dev.tryon.worker.bundle;

import org.jspecify.annotations.NullMarked;
