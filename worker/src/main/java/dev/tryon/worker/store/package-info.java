/* SPDX-License-Identifier: Apache-2.0 */
/** Results under content addresses: written once, found again. */
@NullMarked
package dev.tryon.worker.store;

import org.jspecify.annotations.NullMarked;
