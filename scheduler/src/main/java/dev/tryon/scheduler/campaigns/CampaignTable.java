/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Expert;
import dev.tryon.v1.UnreleasedRows;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All campaigns under way, those of other schedulers too, as {@code tryon.campaign-progress} tells. Those that are over are
 * forgotten. Thread-safe.
 */
public final class CampaignTable {
    private final Map<String, Placed> campaigns = new HashMap<>();

    private record Placed(int partition, CampaignProgress progress) {}

    /** Takes a record of the topic in. */
    public void take(ConsumerRecord<byte[], byte[]> record) {
        CloudEventCodec.CAMPAIGN_PROGRESS
                .decode(record)
                .event()
                .ifPresent(event -> take(record.partition(), event.message()));
    }

    synchronized void take(int partition, CampaignProgress progress) {
        if (progress.getState() == CampaignState.CAMPAIGN_STATE_RUNNING) {
            campaigns.put(progress.getCampaignId(), new Placed(partition, progress));
        } else {
            campaigns.remove(progress.getCampaignId());
        }
    }

    /** Rows of all running campaigns that no pool has been given yet, as far as they are known. */
    public synchronized Map<Expert, Long> unreleased() {
        Map<Expert, Long> rows = new EnumMap<>(Expert.class);
        for (Placed placed : campaigns.values()) {
            for (UnreleasedRows unreleased : placed.progress.getUnreleasedList()) {
                rows.merge(unreleased.getExpert(), unreleased.getRows(), Long::sum);
            }
        }
        return rows;
    }

    /** The weights of the campaigns of other partitions that have rows for an expert, by tenant. */
    public synchronized Map<String, Double> elsewhere(int partition, Expert expert) {
        Map<String, Double> weights = new HashMap<>();
        for (Placed placed : campaigns.values()) {
            boolean has = placed.progress.getUnreleasedList().stream()
                    .anyMatch(rows -> rows.getExpert() == expert && rows.getRows() > 0);
            if (placed.partition != partition && has) {
                weights.merge(placed.progress.getTenant(), weight(placed.progress), Double::sum);
            }
        }
        return weights;
    }

    private static double weight(CampaignProgress progress) {
        return progress.getWeight() > 0 ? progress.getWeight() : 1;
    }
}
