/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import dev.tryon.platform.kafka.KafkaClients;

/** Makes the tasks that release campaigns, one per partition. Thread-safe. */
public final class CampaignSessions {
    private static final String TRANSACTIONAL_ID = "tryon-scheduler-campaigns-";

    private final CampaignParts parts;
    private final KafkaClients kafka;
    private final String clientId;

    public CampaignSessions(CampaignParts parts, KafkaClients kafka, String clientId) {
        this.parts = parts;
        this.kafka = kafka;
        this.clientId = clientId;
    }

    /** The task of a partition of {@code tryon.campaigns}, not started. */
    public PartitionTask task(int partition) {
        return new PartitionTask("campaigns-" + partition, stopped -> {
            String name = clientId + "-campaigns-" + partition;
            try (CampaignSession session = new CampaignSession(
                    parts,
                    partition,
                    kafka.committedReader(name),
                    kafka.transactionalProducer(name, TRANSACTIONAL_ID + partition))) {
                session.run(stopped);
            }
        });
    }
}
