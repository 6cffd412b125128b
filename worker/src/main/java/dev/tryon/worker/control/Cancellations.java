/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.control;

import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Cancelled;
import dev.tryon.v1.Control;
import dev.tryon.v1.TryOnRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests nobody wants any more: by their own id or by their campaign's. Only the tenant whose request it is can call
 * it off. Remembers the latest {@link #MOST} orders of either kind, so that memory has a bound; of an older one a request is
 * painted for nothing, which is a pity and no harm. Thread-safe.
 */
public final class Cancellations {

    static final int MOST = 200_000;

    private final Map<Key, Cancelled> requests = latest();
    private final Map<Key, Cancelled> campaigns = latest();

    private record Key(String tenant, String id) {}

    /** The order that calls a request off, if there is one. */
    public synchronized Optional<Cancelled> of(TryOnRequest request) {
        Cancelled own = requests.get(new Key(request.getTenant(), request.getRequestId()));
        return own != null
                ? Optional.of(own)
                : Optional.ofNullable(campaigns.get(new Key(request.getTenant(), request.getCampaignId())));
    }

    /** Takes an order in; those about other things are passed over. */
    public synchronized void take(Control order) {
        Cancelled.Builder cancelled = Cancelled.newBuilder().setBy(order.getBy());
        if (order.hasCancelRequest()) {
            requests.put(
                    new Key(order.getTenant(), order.getCancelRequest().getRequestId()),
                    cancelled.setReason(order.getCancelRequest().getReason()).build());
        } else if (order.hasSetCampaignState()
                && order.getSetCampaignState().getState() == CampaignState.CAMPAIGN_STATE_CANCELLED) {
            campaigns.put(
                    new Key(order.getTenant(), order.getSetCampaignState().getCampaignId()),
                    cancelled.setReason("its campaign was cancelled").build());
        }
    }

    @SuppressWarnings("serial")
    private static Map<Key, Cancelled> latest() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Cancelled> eldest) {
                return size() > MOST;
            }
        };
    }
}
