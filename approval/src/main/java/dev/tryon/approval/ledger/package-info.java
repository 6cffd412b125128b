/* SPDX-License-Identifier: Apache-2.0 */
/** What the topic tryon.results said, in PostgreSQL; it can be thrown away and read again. */
@NullMarked
package dev.tryon.approval.ledger;

import org.jspecify.annotations.NullMarked;
