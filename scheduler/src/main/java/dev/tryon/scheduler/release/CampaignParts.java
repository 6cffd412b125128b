/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import dev.tryon.scheduler.campaigns.CampaignReaders;
import dev.tryon.scheduler.campaigns.CampaignTable;
import dev.tryon.scheduler.fairness.Weights;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.scheduler.pools.ServiceTimes;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What all partitions of one scheduler share.
 *
 * @param pools the latest look
 * @param mostOpen manifests that one partition reads at a time
 * @param source names this process in events
 */
public record CampaignParts(
        CampaignReaders readers,
        CampaignTable table,
        Supplier<PoolStates> pools,
        ServiceTimes times,
        Weights weights,
        BacklogTarget target,
        int mostOpen,
        ReleaseObserver observer,
        Clock clock,
        String source) {}
