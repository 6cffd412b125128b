/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic shall be.
 *
 * @param name the topic's name
 * @param partitions at least so many
 * @param retention how long a record stays, consumed or not
 * @param use what it is for
 */
public record PlannedTopic(String name, int partitions, Duration retention, Use use) {

    /** What a topic is for, which decides what the broker does to its records. */
    public enum Use {
        /** Every record stays for the retention. */
        STREAM,
        /** Of each key the latest record stays, for the retention too: what has not changed for so long goes. */
        TABLE,
        /** A stream that the broker writes itself: share groups' dead letters. */
        DEAD_LETTERS
    }

    public PlannedTopic {
        Objects.requireNonNull(name, "name");
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": partitions must be at least 1, not " + partitions);
        }
        if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(name + ": retention must be at least PT1M, not " + retention);
        }
    }

    /** The configuration to set explicitly, so that a broker's defaults do not matter. */
    Map<String, String> configs(Replication replication) {
        Map<String, String> configs = new TreeMap<>();
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        configs.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        configs.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                use == Use.TABLE
                        ? TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE
                        : TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replication.minInsync()));
        if (use == Use.DEAD_LETTERS) {
            configs.put(TopicConfig.ERRORS_DEADLETTERQUEUE_GROUP_ENABLE_CONFIG, "true");
        }
        return configs;
    }
}
