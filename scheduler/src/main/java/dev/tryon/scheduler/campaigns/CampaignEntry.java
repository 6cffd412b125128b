/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One campaign of a {@link CampaignBook} that is not over, or has only just come to be. Used by one thread. */
final class CampaignEntry {
    final Campaign campaign;
    final CampaignProgress.Builder progress;

    @Nullable
    OpenCampaign open;

    Instant notBefore = Instant.MIN;
    boolean counting;

    CampaignEntry(Campaign campaign, CampaignProgress.Builder progress) {
        this.campaign = campaign;
        this.progress = progress;
    }

    /** Those whose manifests shall be open: of each tenant the oldest first, and of every tenant one before any has two. */
    static Set<CampaignEntry> toOpen(Collection<CampaignEntry> bySubmission, int most) {
        Map<String, Integer> ranks = new HashMap<>();
        List<List<CampaignEntry>> byRank = new ArrayList<>();
        for (CampaignEntry entry : bySubmission) {
            if (entry.progress.getState() == CampaignState.CAMPAIGN_STATE_RUNNING) {
                int rank = ranks.merge(entry.progress.getTenant(), 1, Integer::sum) - 1;
                while (byRank.size() <= rank) {
                    byRank.add(new ArrayList<>());
                }
                byRank.get(rank).add(entry);
            }
        }
        Set<CampaignEntry> wanted = new LinkedHashSet<>();
        byRank.stream().flatMap(List::stream).limit(most).forEach(wanted::add);
        return wanted;
    }

    boolean isOver() {
        return isOver(progress.getState());
    }

    static boolean isOver(CampaignState state) {
        return state == CampaignState.CAMPAIGN_STATE_FINISHED || state == CampaignState.CAMPAIGN_STATE_CANCELLED;
    }

    /** Closes the manifest if it is open, and tells of it. */
    void close(Consumer<OpenCampaign> closed) {
        if (open != null) {
            closed.accept(open);
            open.countUnreleased();
            open.close();
            open = null;
        }
    }
}
