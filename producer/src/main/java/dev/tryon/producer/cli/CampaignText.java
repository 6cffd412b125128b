/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a campaign is, for people and for scripts. Stateless. */
final class CampaignText {
    private CampaignText() {}

    /** {@code running}, {@code paused}, {@code cancelled} or {@code finished}: all rows are dealt with. */
    static String state(CampaignState state) {
        return state.name().substring("CAMPAIGN_STATE_".length()).toLowerCase(Locale.ROOT);
    }

    /** A line for each thing that is known. */
    static String of(CampaignProgress progress, @Nullable CampaignTally tally) {
        StringBuilder text = new StringBuilder();
        line(text, "campaign", progress.getCampaignId());
        line(text, "name", progress.getName());
        line(text, "state", state(progress.getState()));
        line(text, "rows", rows(progress));
        line(
                text,
                "so far",
                String.format(
                        Locale.ROOT,
                        "%,d released, %,d refused, %,d expired",
                        progress.getRowsReleased(),
                        progress.getRowsRefused(),
                        progress.getRowsExpired()));
        if (tally != null) {
            line(text, "ended", tally.text());
        }
        line(text, "message", progress.getMessage());
        return text.toString();
    }

    /** On one line of JSON; counts of ends stand there only where they were counted. */
    static String json(CampaignProgress progress, @Nullable CampaignTally tally) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("campaign_id", progress.getCampaignId());
        members.put("tenant", progress.getTenant());
        members.put("name", progress.getName());
        members.put("state", state(progress.getState()));
        if (progress.getRowsTotal() > 0) {
            members.put("rows_total", progress.getRowsTotal());
        }
        members.put("rows_read", progress.getRowsRead());
        members.put("rows_released", progress.getRowsReleased());
        members.put("rows_refused", progress.getRowsRefused());
        members.put("rows_expired", progress.getRowsExpired());
        members.put("message", progress.getMessage());
        if (tally != null) {
            members.put("ended", tally.members());
        }
        return JsonLine.of(members);
    }

    private static String rows(CampaignProgress progress) {
        return progress.getRowsTotal() == 0
                ? String.format(
                        Locale.ROOT, "%,d dealt with; how many there are is being counted", progress.getRowsRead())
                : String.format(Locale.ROOT, "%,d of %,d dealt with", progress.getRowsRead(), progress.getRowsTotal());
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(String.format(Locale.ROOT, "%-9s %s", name, value));
        }
    }
}
