/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import dev.tryon.v1.Lane;
import java.util.Set;

/**
 * One who may ask, and what for.
 *
 * @param name as in requests
 * @param buckets that it may name
 * @param lanes that it may use
 * @param allowance how much of it
 */
public record Tenant(String name, Set<String> buckets, Set<Lane> lanes, Allowance allowance) {
    public Tenant {
        buckets = Set.copyOf(buckets);
        lanes = Set.copyOf(lanes);
    }
}
