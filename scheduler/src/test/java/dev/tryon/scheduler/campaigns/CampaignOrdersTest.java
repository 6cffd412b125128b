/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Control;
import dev.tryon.v1.SetCampaignState;
import org.junit.jupiter.api.Test;

class CampaignOrdersTest {
    private static final String CAMPAIGN = "00000000-0000-4000-8000-00000000000c";

    private final CampaignOrders orders = new CampaignOrders();

    @Test
    void obeysTheLastOfAPartitionWhateverItsSendersClockSays() {
        orders.take(order(CampaignState.CAMPAIGN_STATE_PAUSED, 200), 0);
        orders.take(order(CampaignState.CAMPAIGN_STATE_RUNNING, 100), 0);

        assertThat(orders.of("acme", CAMPAIGN)).isEqualTo(CampaignState.CAMPAIGN_STATE_RUNNING);
    }

    @Test
    void obeysTheYoungerOfTwoPartitionsWhicheverIsReadFirst() {
        orders.take(order(CampaignState.CAMPAIGN_STATE_RUNNING, 200), 1);
        orders.take(order(CampaignState.CAMPAIGN_STATE_PAUSED, 100), 0);

        assertThat(orders.of("acme", CAMPAIGN)).isEqualTo(CampaignState.CAMPAIGN_STATE_RUNNING);

        orders.take(order(CampaignState.CAMPAIGN_STATE_CANCELLED, 300), 0);

        assertThat(orders.of("acme", CAMPAIGN)).isEqualTo(CampaignState.CAMPAIGN_STATE_CANCELLED);
    }

    @Test
    void obeysNobodyElse() {
        orders.take(order(CampaignState.CAMPAIGN_STATE_CANCELLED, 1), 0);

        assertThat(orders.of("bazaar", CAMPAIGN)).isNull();
    }

    private static Control order(CampaignState state, long seconds) {
        return Control.newBuilder()
                .setTenant("acme")
                .setAt(Timestamp.newBuilder().setSeconds(seconds))
                .setSetCampaignState(
                        SetCampaignState.newBuilder().setCampaignId(CAMPAIGN).setState(state))
                .build();
    }
}
