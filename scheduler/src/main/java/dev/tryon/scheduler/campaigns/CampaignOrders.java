/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Control;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest order about each campaign, told apart by tenant: nobody orders about somebody else's. A campaign's orders stand
 * in one partition, in their order; only where partitions were added there are two, whose order their times tell. Remembers
 * the latest {@link #MOST}; what an older one did stands in the campaign's progress. Used by one thread.
 */
final class CampaignOrders {
    static final int MOST = 100_000;

    private final Map<String, Order> orders = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Order> eldest) {
            return size() > MOST;
        }
    };

    private record Order(CampaignState state, Instant at, int partition) {}

    /** Takes an order in; those about other things are passed over. */
    void take(Control order, int partition) {
        if (!order.hasSetCampaignState()) {
            return;
        }
        String key = key(order.getTenant(), order.getSetCampaignState().getCampaignId());
        Instant at =
                Instant.ofEpochSecond(order.getAt().getSeconds(), order.getAt().getNanos());
        Order known = orders.get(key);
        if (known == null || known.partition == partition || !at.isBefore(known.at)) {
            orders.remove(key); // So that it counts as new.
            orders.put(key, new Order(order.getSetCampaignState().getState(), at, partition));
        }
    }

    @Nullable
    CampaignState of(String tenant, String campaignId) {
        Order order = orders.get(key(tenant, campaignId));
        return order == null ? null : order.state;
    }

    private static String key(String tenant, String campaignId) {
        return tenant + "/" + campaignId;
    }
}
