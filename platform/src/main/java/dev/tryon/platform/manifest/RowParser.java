/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes requests of rows. A row's fields lie over the campaign's defaults: a scalar replaces, messages merge field by
 * field, labels add up, and step k of the row lies over step k of the defaults. The rules are those of the contract, and
 * {@link RowRules}.
 *
 * <p>Immutable and thread-safe: rows may be parsed on several threads, in any order.
 */
public final class RowParser {
    private final RowFields fields;
    private final UUID campaignId;
    private final TryOnRequest defaults;
    private final TryOnRequest own;

    RowParser(RowFields fields, Campaign campaign) {
        this.fields = fields;
        this.campaignId = UUID.fromString(campaign.getCampaignId());
        this.defaults = campaign.getDefaults();
        this.own = TryOnRequest.newBuilder()
                .setTenant(campaign.getTenant())
                .setCampaignId(campaign.getCampaignId())
                .setLane(Lane.LANE_BULK)
                .build();
    }

    /** The row of a line. */
    public ManifestRow parse(ManifestLine line) {
        TryOnRequest.Builder given = TryOnRequest.newBuilder();
        List<RuleViolation> violations = read(line, given);
        TryOnRequest whole = laidOver(given);
        TryOnRequest request = whole.toBuilder()
                .mergeFrom(own)
                .setRequestId(RowIds.of(campaignId, line.row()))
                .build();
        if (violations.isEmpty()) {
            violations = RequestRules.violations(request);
        }
        return new ManifestRow(line.row(), line.line(), line.next(), request, violations);
    }

    private List<RuleViolation> read(ManifestLine line, TryOnRequest.Builder given) {
        if (!line.complete()) {
            return problem(
                    "is longer than " + ManifestReader.LONGEST_LINE + " bytes; split it or look for a lost line break");
        }
        Optional<String> text = Utf8.text(line.bytes());
        if (text.isEmpty()) {
            return problem("is not UTF-8; save the file in that encoding");
        }
        if (text.get().isBlank()) {
            return problem("is empty; remove it");
        }
        List<RuleViolation> violations = fields.fill(text.get(), given);
        return violations.isEmpty() ? RowRules.violations(given.build()) : violations;
    }

    private TryOnRequest laidOver(TryOnRequest.Builder given) {
        TryOnRequest.Builder whole = defaults.toBuilder();
        List<Step> steps = given.getStepsList();
        for (int i = 0; i < steps.size(); i++) {
            if (i < whole.getStepsCount()) {
                whole.getStepsBuilder(i).mergeFrom(steps.get(i));
            } else {
                whole.addSteps(steps.get(i));
            }
        }
        return whole.mergeFrom(given.clearSteps().build()).build();
    }

    private static List<RuleViolation> problem(String message) {
        return List.of(new RuleViolation("", message, "", "manifest.line"));
    }
}
