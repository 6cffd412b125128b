/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes readers of manifests, which share threads and memory: the more manifests are open, the less of each is read at a
 * time. Thread-safe.
 */
public final class CampaignReaders {
    private static final Logger log = LoggerFactory.getLogger(CampaignReaders.class);

    private final ReadAhead readAhead = new ReadAhead();
    private final Executor threads;
    private final Executor counters;
    private final RowSource.Opener opener;

    /**
     * @param threads read one window at a time each
     * @param counters count one manifest's rows at a time each, which may take long
     */
    public CampaignReaders(Executor threads, Executor counters, RowSource.Opener opener) {
        this.threads = threads;
        this.counters = counters;
        this.opener = opener;
    }

    /** Counts a manifest's rows in the background. That it fails is no harm: reading will fail too and say so. */
    void count(Campaign campaign, LongConsumer counted) {
        counters.execute(() -> {
            try (RowSource source = opener.open(campaign, 0, 0)) {
                counted.accept(source.count());
            } catch (IOException | RuntimeException e) {
                log.atDebug()
                        .setCause(e)
                        .addKeyValue("campaignId", campaign.getCampaignId())
                        .log("could not count rows");
            }
        });
    }

    RowReader reader(Campaign campaign, CampaignProgress progress) {
        readAhead.opened();
        return new RowReader(threads, opener, campaign, Position.of(progress), readAhead);
    }
}
