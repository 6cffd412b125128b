/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** What a cluster has of a plan at one moment. Immutable, but for {@link #hasRecords}, which asks anew. */
final class ClusterState {
    private final Admin admin;
    private final Set<String> names;
    private final Map<String, TopicDescription> topics;
    private final Map<ConfigResource, Config> configs;

    private ClusterState(
            Admin admin, Set<String> names, Map<String, TopicDescription> topics, Map<ConfigResource, Config> configs) {
        this.admin = admin;
        this.names = names;
        this.topics = topics;
        this.configs = configs;
    }

    static ClusterState read(Admin admin, TopicPlan plan) {
        Set<String> names = AdminCalls.await(admin.listTopics().names(), "listing topics");
        List<String> present = plan.topics().stream()
                .map(PlannedTopic::name)
                .filter(names::contains)
                .toList();
        List<ConfigResource> resources = new ArrayList<>();
        present.forEach(topic -> resources.add(topic(topic)));
        plan.groups().forEach(group -> resources.add(group(group.name())));
        return new ClusterState(
                admin,
                names,
                AdminCalls.await(admin.describeTopics(present).allTopicNames(), "describing topics"),
                AdminCalls.await(admin.describeConfigs(resources).all(), "reading configurations"));
    }

    static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    static ConfigResource group(String name) {
        return new ConfigResource(ConfigResource.Type.GROUP, name);
    }

    /** All topics of the cluster. */
    Set<String> names() {
        return names;
    }

    @Nullable
    TopicDescription description(PlannedTopic topic) {
        return topics.get(topic.name());
    }

    /** Empty for a group that was never configured on a broker that tells no defaults. */
    Config config(ConfigResource resource) {
        return configs.getOrDefault(resource, new Config(List.of()));
    }

    boolean hasRecords(TopicDescription topic) {
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        topic.partitions().forEach(partition -> {
            TopicPartition key = new TopicPartition(topic.name(), partition.partition());
            earliest.put(key, OffsetSpec.earliest());
            latest.put(key, OffsetSpec.latest());
        });
        Map<TopicPartition, ListOffsetsResultInfo> first =
                AdminCalls.await(admin.listOffsets(earliest).all(), "reading offsets of " + topic.name());
        Map<TopicPartition, ListOffsetsResultInfo> end =
                AdminCalls.await(admin.listOffsets(latest).all(), "reading offsets of " + topic.name());
        return end.entrySet().stream().anyMatch(entry -> {
            ListOffsetsResultInfo start = first.get(entry.getKey());
            return start == null || start.offset() < entry.getValue().offset();
        });
    }
}
