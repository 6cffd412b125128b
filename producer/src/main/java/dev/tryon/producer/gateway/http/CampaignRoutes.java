/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.producer.RequestIds;
import dev.tryon.producer.campaign.CampaignBoard;
import dev.tryon.producer.campaign.CampaignClient;
import dev.tryon.producer.gateway.access.Tenant;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Lane;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Campaigns. Thread-safe. */
final class CampaignRoutes {
    private final Caller caller;
    private final CampaignClient campaigns;
    private final CampaignBoard board;
    private final int longest;

    CampaignRoutes(Caller caller, CampaignClient campaigns, CampaignBoard board, int longest) {
        this.caller = caller;
        this.campaigns = campaigns;
        this.board = board;
        this.longest = longest;
    }

    List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, "/v1/campaigns", this::submit),
                new Route(HandlerType.GET, "/v1/campaigns/{id}", this::get),
                new Route(HandlerType.POST, "/v1/campaigns/{id}/pause", order(CampaignState.CAMPAIGN_STATE_PAUSED)),
                new Route(HandlerType.POST, "/v1/campaigns/{id}/resume", order(CampaignState.CAMPAIGN_STATE_RUNNING)),
                new Route(
                        HandlerType.POST, "/v1/campaigns/{id}/cancel", order(CampaignState.CAMPAIGN_STATE_CANCELLED)));
    }

    private void submit(Context context) {
        Tenant tenant = caller.counted(context);
        Campaign.Builder given = Campaign.newBuilder();
        Bodies.read(context, longest, given);
        if (given.getTenant().isEmpty()) {
            given.setTenant(tenant.name());
        }
        if (given.getCampaignId().isEmpty()) {
            given.setCampaignId(RequestIds.fresh());
        }
        Campaign campaign = given.build();
        List<RuleViolation> wrong = CampaignClient.violations(campaign);
        if (!wrong.isEmpty()) {
            throw Problem.fields(422, "invalid", wrong).thrown();
        }
        refusal(campaign, tenant).ifPresent(problem -> {
            throw problem.thrown();
        });
        context.future(() -> campaigns
                .submit(campaign)
                .thenAccept(taken -> context.status(202)
                        .header("Location", "/v1/campaigns/" + taken.getCampaignId())
                        .contentType("application/json")
                        .result(Problem.utf8(
                                Map.of("campaign_id", taken.getCampaignId(), "state", "CAMPAIGN_STATE_RUNNING")))));
    }

    private static Optional<Problem> refusal(Campaign campaign, Tenant tenant) {
        if (!campaign.getTenant().equals(tenant.name())) {
            return Optional.of(Problem.field(
                    403, "forbidden", "tenant", "must be left out or " + tenant.name(), campaign.getTenant()));
        }
        if (!tenant.lanes().contains(Lane.LANE_BULK)) {
            return Optional.of(
                    Problem.field(403, "forbidden", "lane", "tenant " + tenant.name() + " may not use bulk", ""));
        }
        return Admission.refusal(campaign, tenant);
    }

    private void get(Context context) {
        Tenant tenant = caller.of(context);
        String id = Paths.campaignId(context);
        CampaignProgress progress = board.find(id)
                .filter(found -> found.getTenant().equals(tenant.name()))
                .orElseThrow(() -> Problem.of(
                                404,
                                "not-found",
                                "nothing is known of campaign " + id
                                        + "; if it was submitted within seconds ask again, else check the id")
                        .thrown());
        context.contentType("application/json")
                .result(ContractJson.line(progress).getBytes(UTF_8));
    }

    private Handler order(CampaignState state) {
        return context -> {
            Tenant tenant = caller.of(context);
            String id = Paths.campaignId(context);
            context.future(() -> campaigns
                    .order(tenant.name(), id, state, tenant.name())
                    .thenAccept(done -> context.status(202)
                            .contentType("application/json")
                            .result(Problem.utf8(Map.of("campaign_id", id, "ordered", state.name())))));
        };
    }
}
