/* SPDX-License-Identifier: Apache-2.0 */
/** Experts that are ComfyUI workflows: a server paints the crop, everything around it stays here. */
@NullMarked
package dev.tryon.worker.comfyui;

import org.jspecify.annotations.NullMarked;
