/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a share group of workers shall be.
 *
 * @param name the group's name
 * @param recordLock how long a worker has a record for itself unless it renews; brokers allow 15 s to 60 s by default
 * @param deliveryLimit deliveries before a record goes to the dead letters; brokers allow 2 to 10 by default
 * @param maxRecordLocks records of one partition that may be in flight; brokers allow 100 to 4000 by default
 * @param deadLetterTopic where the broker puts what was rejected or delivered too often
 * @param copyDeadLetters whether the dead letter holds the record or only headers that tell where it was
 */
public record PlannedGroup(
        String name,
        Duration recordLock,
        int deliveryLimit,
        int maxRecordLocks,
        String deadLetterTopic,
        boolean copyDeadLetters) {
    public PlannedGroup {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(deadLetterTopic, "deadLetterTopic");
        if (recordLock.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(name + ": record-lock must be at least PT1S, not " + recordLock);
        }
        if (deliveryLimit < 2) {
            throw new IllegalArgumentException(name + ": delivery-limit must be at least 2, not " + deliveryLimit);
        }
        if (maxRecordLocks < 1) {
            throw new IllegalArgumentException(name + ": max-record-locks must be at least 1, not " + maxRecordLocks);
        }
    }

    /** The configuration to set explicitly, so that a broker's defaults do not matter. */
    Map<String, String> configs() {
        Map<String, String> configs = new TreeMap<>();
        // The default, latest, would pass over all requests that were there before the group's first worker.
        configs.put("share.auto.offset.reset", "earliest");
        // Campaign rows come in transactions: the default, read_uncommitted, would lease those of aborted ones too.
        configs.put("share.isolation.level", "read_committed");
        configs.put("share.renew.acknowledge.enable", "true");
        configs.put("share.record.lock.duration.ms", Long.toString(recordLock.toMillis()));
        configs.put("share.delivery.count.limit", Integer.toString(deliveryLimit));
        configs.put("share.partition.max.record.locks", Integer.toString(maxRecordLocks));
        configs.put("errors.deadletterqueue.topic.name", deadLetterTopic);
        configs.put("errors.deadletterqueue.copy.record.enable", Boolean.toString(copyDeadLetters));
        return configs;
    }
}
