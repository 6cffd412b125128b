/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.proto.Endings;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.TryOnEvent;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the requests of one campaign ended, counted from their events. Not thread-safe. */
final class CampaignTally {
    private final String campaignId;
    private final Map<TryOnEvent.KindCase, Long> ends = new EnumMap<>(TryOnEvent.KindCase.class);

    CampaignTally(String campaignId) {
        this.campaignId = campaignId;
    }

    /** Counts an event that ends a request of the campaign; passes over any other. Each event is to be given once. */
    void take(TryOnEvent event) {
        if (event.getCampaignId().equals(campaignId) && Endings.ends(event)) {
            ends.merge(event.getKindCase(), 1L, Long::sum);
        }
    }

    long ended() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    long completed() {
        return ends.getOrDefault(TryOnEvent.KindCase.COMPLETED, 0L);
    }

    /** Whether nothing more can come: no row is left to be dealt with, and all that were have ended. */
    boolean over(CampaignProgress progress) {
        boolean dealtWith = progress.getState() == CampaignState.CAMPAIGN_STATE_FINISHED
                || progress.getState() == CampaignState.CAMPAIGN_STATE_CANCELLED;
        return dealtWith && ended() >= progress.getRowsRead();
    }

    /** {@code completed 17, failed 2}, or that none has ended. */
    String text() {
        if (ends.isEmpty()) {
            return "none has ended";
        }
        StringBuilder text = new StringBuilder();
        ends.forEach((kind, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name(kind).replace('_', '-'))
                .append(String.format(Locale.ROOT, " %,d", count)));
        return text.toString();
    }

    /** By the names of the contract's kinds; what did not happen is left out. */
    Map<String, Long> members() {
        Map<String, Long> members = new LinkedHashMap<>();
        ends.forEach((kind, count) -> members.put(name(kind), count));
        return members;
    }

    private static String name(TryOnEvent.KindCase kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
