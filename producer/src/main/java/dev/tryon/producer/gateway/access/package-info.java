/* SPDX-License-Identifier: Apache-2.0 */
/** Who asks, and what of: keys, tokens, tenants, rates and quotas. */
@NullMarked
package dev.tryon.producer.gateway.access;

import org.jspecify.annotations.NullMarked;
