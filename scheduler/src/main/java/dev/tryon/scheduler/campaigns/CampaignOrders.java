/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Control;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest order about each campaign, told apart by tenant: nobody orders about somebody else's. Remembers the latest
 * {@link #MOST}; what an older one did stands in the campaign's progress. Used by one thread.
 */
final class CampaignOrders {
    static final int MOST = 100_000;

    private final Map<String, CampaignState> orders = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CampaignState> eldest) {
            return size() > MOST;
        }
    };

    /** Takes an order in; those about other things are passed over. */
    void take(Control order) {
        if (order.hasSetCampaignState()) {
            String key = key(order.getTenant(), order.getSetCampaignState().getCampaignId());
            orders.remove(key); // So that it counts as new.
            orders.put(key, order.getSetCampaignState().getState());
        }
    }

    @Nullable
    CampaignState of(String tenant, String campaignId) {
        return orders.get(key(tenant, campaignId));
    }

    private static String key(String tenant, String campaignId) {
        return tenant + "/" + campaignId;
    }
}
