/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.fairness;

import java.util.Map;

/** The tenants' shares as an operator set them; 1 for the others. Immutable. */
public record Weights(Map<String, Double> tenants) {
    public Weights {
        tenants = Map.copyOf(tenants);
        tenants.forEach((tenant, weight) -> {
            if (!(weight > 0) || weight > 1000) {
                throw new IllegalArgumentException(
                        "tryon.scheduler.weights." + tenant + " must be more than 0 and at most 1000, is " + weight);
            }
        });
    }

    public double of(String tenant) {
        return tenants.getOrDefault(tenant, 1.0);
    }

    /** A campaign's own weight; 0 on the wire means 1. */
    public static double ofCampaign(float weight) {
        return weight > 0 ? weight : 1;
    }
}
