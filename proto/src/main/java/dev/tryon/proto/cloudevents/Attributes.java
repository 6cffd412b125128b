/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import com.google.protobuf.Timestamp;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.Control;
import dev.tryon.v1.Decision;
import dev.tryon.v1.Retry;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message says of itself as a CloudEvent. All of it follows from the message, so that writing the same
 * thing twice makes the same event, and a listener that keeps ids drops the second.
 *
 * @param id {@code <request id>/<step>/<kind>}; kinds that happen several times at a step end with their count
 * @param kind last part of the type: {@code completed}
 * @param subject id of the request or campaign that it is about; also the record's key
 * @param time when it happened; empty when the message does not say
 */
record Attributes(String id, String kind, String subject, Optional<Instant> time) {
    static Attributes of(TryOnRequest request) {
        // A retry that comes back is another record than the one before it.
        String again = request.getAttempt() == 0 ? "" : "/" + request.getAttempt();
        return new Attributes(
                request.getRequestId() + "/" + request.getPosition() + "/request" + again,
                "request",
                request.getRequestId(),
                instant(request.hasSubmittedAt(), request.getSubmittedAt()));
    }

    static Attributes of(TryOnEvent event) {
        String kind = event.getKindCase().name().toLowerCase(Locale.ROOT);
        String id = event.getRequestId() + "/" + event.getPosition() + "/" + kind;
        String count = switch (event.getKindCase()) {
            case STARTED -> "/" + event.getStarted().getAttempt();
            case PROGRESS -> "/" + event.getProgress().getDenoiseStep();
            case ACCEPTED, COMPLETED, FAILED, EXPIRED, CANCELLED, DEAD_LETTERED, KIND_NOT_SET -> "";
        };
        return new Attributes(id + count, kind, event.getRequestId(), instant(event.hasAt(), event.getAt()));
    }

    static Attributes of(Retry retry) {
        TryOnRequest request = retry.getRequest();
        return new Attributes(
                request.getRequestId() + "/" + request.getPosition() + "/retry/" + retry.getAttempt(),
                "retry",
                request.getRequestId(),
                Optional.empty());
    }

    static Attributes of(Control control) {
        Optional<Instant> time = instant(control.hasAt(), control.getAt());
        String kind = control.getOrderCase().name().toLowerCase(Locale.ROOT);
        return switch (control.getOrderCase()) {
            case CANCEL_REQUEST -> {
                String request = control.getCancelRequest().getRequestId();
                yield new Attributes(request + "/" + kind, kind, request, time);
            }
            case SET_CAMPAIGN_STATE -> {
                // A campaign may be paused twice: those are two orders, told apart by when they were given.
                String campaign = control.getSetCampaignState().getCampaignId();
                String order = control.getSetCampaignState().getStateValue() + "/"
                        + control.getAt().getSeconds() + "." + control.getAt().getNanos();
                yield new Attributes(campaign + "/" + kind + "/" + order, kind, campaign, time);
            }
            case REDRIVE_REQUEST -> {
                var redrive = control.getRedriveRequest();
                String place = redrive.getPartition() + "/" + redrive.getOffset();
                yield new Attributes(
                        redrive.getRequestId() + "/" + kind + "/" + place, kind, redrive.getRequestId(), time);
            }
            case ORDER_NOT_SET -> new Attributes("", kind, "", time);
        };
    }

    static Attributes of(Campaign campaign) {
        return new Attributes(
                campaign.getCampaignId() + "/campaign",
                "campaign",
                campaign.getCampaignId(),
                instant(campaign.hasSubmittedAt(), campaign.getSubmittedAt()));
    }

    static Attributes of(CampaignProgress progress) {
        return new Attributes(
                progress.getCampaignId() + "/campaign_progress/" + progress.getRevision(),
                "campaign_progress",
                progress.getCampaignId(),
                instant(progress.hasAt(), progress.getAt()));
    }

    static Attributes of(Decision decision) {
        return new Attributes(
                decision.getDecisionId(),
                "decision",
                decision.getRequestId(),
                instant(decision.hasAt(), decision.getAt()));
    }

    private static Optional<Instant> instant(boolean present, Timestamp timestamp) {
        return present
                ? Optional.of(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()))
                : Optional.empty();
    }
}
