/* SPDX-License-Identifier: Apache-2.0 */
/** Results to look at: a contact sheet and a page. */
@NullMarked
package dev.tryon.standalone.gallery;

import org.jspecify.annotations.NullMarked;
