/* SPDX-License-Identifier: Apache-2.0 */
/** The drawn person: build, pose, skin, face, hair and the clothes that are not the product. */
@NullMarked
package dev.tryon.experts.figures.person;

import org.jspecify.annotations.NullMarked;
