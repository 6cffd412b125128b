/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** How one topic differs from its plan, and which of that may be mended without a person. */
final class TopicDifferences {
    private final ClusterState cluster;
    private final PlannedTopic planned;
    private final Replication replication;
    private final List<Change> changes = new ArrayList<>();

    private TopicDifferences(ClusterState cluster, PlannedTopic planned, Replication replication) {
        this.cluster = cluster;
        this.planned = planned;
        this.replication = replication;
    }

    static List<Change> of(ClusterState cluster, PlannedTopic planned, Replication replication) {
        TopicDescription actual = cluster.description(planned);
        if (actual == null) {
            return List.of(new Change.CreateTopic(planned, replication));
        }
        TopicDifferences differences = new TopicDifferences(cluster, planned, replication);
        differences.comparePartitions(actual);
        differences.compareReplication(actual);
        differences.compareConfigs(actual);
        return List.copyOf(differences.changes);
    }

    private void comparePartitions(TopicDescription actual) {
        int partitions = actual.partitions().size();
        if (partitions < planned.partitions()) {
            changes.add(new Change.AddPartitions(planned.name(), partitions, planned.partitions()));
        } else if (partitions > planned.partitions()) {
            refuse(
                    "it has " + partitions + " partitions, the plan only " + planned.partitions(),
                    "Kafka cannot take partitions away: plan at least " + partitions + " with --plan FILE");
        }
    }

    private void compareReplication(TopicDescription actual) {
        int factor = actual.partitions().get(0).replicas().size();
        if (factor != replication.factor()) {
            refuse(
                    "its replication factor is " + factor + ", planned is " + replication.factor(),
                    "Say --replication-factor " + factor + ", or move its replicas with kafka-reassign-partitions.sh");
        }
    }

    private void compareConfigs(TopicDescription actual) {
        Config config = cluster.config(ClusterState.topic(planned.name()));
        Map<String, String> drift = Configs.drift(config, planned.configs(replication));
        Map<String, String> current = Configs.current(config, drift);
        String problem = losing(config, drift);
        if (problem != null && cluster.hasRecords(actual)) {
            refuse(
                    problem + ", and it holds records that this could delete",
                    "Plan what it has with --plan FILE, or change it yourself with kafka-configs.sh");
        } else if (!drift.isEmpty()) {
            changes.add(new Change.ConfigureTopic(planned.name(), current, drift));
        }
    }

    private @Nullable String losing(Config config, Map<String, String> drift) {
        ConfigEntry retention = config.get(TopicConfig.RETENTION_MS_CONFIG);
        long kept = retention == null ? 0 : Long.parseLong(retention.value());
        long wanted = planned.retention().toMillis();
        if (kept < 0 || kept > wanted) {
            return "its retention is " + (kept < 0 ? "unlimited" : kept + " ms") + ", the plan's shorter: " + wanted
                    + " ms";
        }
        ConfigEntry cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        String policy = drift.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (cleanup != null && policy != null && !policy.equals(cleanup.value())) {
            return "its cleanup policy is " + cleanup.value() + ", the plan's " + policy;
        }
        return null;
    }

    private void refuse(String problem, String advice) {
        changes.add(new Change.Refused(planned.name(), problem, advice));
    }
}
