/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.CampaignState;
import dev.tryon.v1.CancelRequest;
import dev.tryon.v1.Control;
import dev.tryon.v1.SetCampaignState;
import dev.tryon.v1.TryOnRequest;
import org.junit.jupiter.api.Test;

class CancellationsTest {

    private static final TryOnRequest REQUEST = TryOnRequest.newBuilder()
            .setTenant("shop")
            .setRequestId("r1")
            .setCampaignId("c1")
            .build();

    private final Cancellations cancellations = new Cancellations();

    @Test
    void namesWhoCalledARequestOffAndWhy() {
        cancellations.take(cancel("shop", "r1"));

        assertThat(cancellations.of(REQUEST)).get().satisfies(cancelled -> {
            assertThat(cancelled.getBy()).isEqualTo("ada");
            assertThat(cancelled.getReason()).isEqualTo("sold out");
        });
    }

    @Test
    void anotherTenantCannotCallItOff() {
        cancellations.take(cancel("rival", "r1"));

        assertThat(cancellations.of(REQUEST)).isEmpty();
    }

    @Test
    void cancelledCampaignCallsItsRequestsOff() {
        cancellations.take(campaign(CampaignState.CAMPAIGN_STATE_CANCELLED));

        assertThat(cancellations.of(REQUEST)).isPresent();
    }

    @Test
    void pausedCampaignLetsReleasedRequestsGoOn() {
        cancellations.take(campaign(CampaignState.CAMPAIGN_STATE_PAUSED));

        assertThat(cancellations.of(REQUEST)).isEmpty();
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        cancellations.take(cancel("shop", "r1"));

        for (int i = 0; i < Cancellations.MOST; i++) {
            cancellations.take(cancel("shop", "other-" + i));
        }

        assertThat(cancellations.of(REQUEST)).isEmpty();
        assertThat(cancellations.of(REQUEST.toBuilder().setRequestId("other-0").build()))
                .isPresent();
    }

    private static Control cancel(String tenant, String request) {
        return Control.newBuilder()
                .setTenant(tenant)
                .setBy("ada")
                .setCancelRequest(
                        CancelRequest.newBuilder().setRequestId(request).setReason("sold out"))
                .build();
    }

    private static Control campaign(CampaignState state) {
        return Control.newBuilder()
                .setTenant("shop")
                .setSetCampaignState(
                        SetCampaignState.newBuilder().setCampaignId("c1").setState(state))
                .build();
    }
}
