/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.scheduler.release.PartitionTask;

/** Makes the tasks that release retries, one per partition. Thread-safe. */
public final class RetrySessions {
    private static final String TRANSACTIONAL_ID = "tryon-scheduler-retries-";

    private final RetryParts parts;
    private final KafkaClients kafka;
    private final String clientId;

    public RetrySessions(RetryParts parts, KafkaClients kafka, String clientId) {
        this.parts = parts;
        this.kafka = kafka;
        this.clientId = clientId;
    }

    /** The task of a partition of {@code tryon.retries}, not started. */
    public PartitionTask task(int partition) {
        return new PartitionTask("retries-" + partition, stopped -> {
            String name = clientId + "-retries-" + partition;
            try (RetrySession session = new RetrySession(
                    parts,
                    partition,
                    kafka.committedReader(RetrySession.GROUP, name),
                    kafka.committedRecords(name + "-fetch"),
                    kafka.transactionalProducer(name, TRANSACTIONAL_ID + partition))) {
                session.run(stopped);
            }
        });
    }
}
