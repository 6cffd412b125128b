/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.pools;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How much stands in the request topics, as brokers tell it: three questions for all of them. The admin client stays the
 * caller's. Used by one thread.
 */
public final class RequestTopics {
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Admin admin;
    private List<TopicPartition> partitions = List.of();
    private int looks;

    /**
     * A lane's topic.
     *
     * @param unfinished records without an end, in flight ones among them
     * @param end how many were ever written
     */
    public record Depth(long unfinished, long end) {
        static final Depth NONE = new Depth(0, 0);

        Depth plus(Depth other) {
            return new Depth(unfinished + other.unfinished, end + other.end);
        }
    }

    public RequestTopics(Admin admin) {
        this.admin = admin;
    }

    /** @throws KafkaException when Kafka does not answer or objects */
    public Map<Expert, Map<Lane, Depth>> depths() throws InterruptedException {
        if (looks++ % 100 == 0) { // Somebody may have added partitions.
            partitions = await(admin.describeTopics(Topics.allRequests()).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
        }
        var ends = await(admin.listOffsets(all(OffsetSpec.latest()), COMMITTED).all());
        var starts =
                await(admin.listOffsets(all(OffsetSpec.earliest()), COMMITTED).all());
        Map<TopicPartition, SharePartitionOffsetInfo> groups = groups();
        Map<Expert, Map<Lane, Depth>> depths = new EnumMap<>(Expert.class);
        for (TopicPartition partition : partitions) {
            long end = offset(ends.get(partition));
            Depth depth = new Depth(unfinished(groups.get(partition), offset(starts.get(partition)), end), end);
            Topics.parseRequests(partition.topic())
                    .ifPresent(topic -> depths.computeIfAbsent(topic.expert(), expert -> new HashMap<>())
                            .merge(topic.lane(), depth, Depth::plus));
        }
        return depths;
    }

    /** A group that has acknowledged nothing yet has no lag; then all that stands there is unfinished. */
    private static long unfinished(@Nullable SharePartitionOffsetInfo group, long start, long end) {
        if (group != null && group.lag().isPresent() && group.lag().get() >= 0) {
            return group.lag().get();
        }
        long from = group == null || group.startOffset() < start ? start : group.startOffset();
        return Math.max(0, end - from);
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> groups() throws InterruptedException {
        Map<String, ListShareGroupOffsetsSpec> asked =
                ExpertNames.experts().stream().collect(Collectors.toMap(Topics::workerGroup, this::ofGroup));
        var result = admin.listShareGroupOffsets(asked);
        Map<TopicPartition, SharePartitionOffsetInfo> offsets = new HashMap<>();
        List<KafkaFuture<Map<TopicPartition, SharePartitionOffsetInfo>>> answers = new ArrayList<>();
        asked.keySet().forEach(group -> answers.add(result.partitionsToOffsetInfo(group)));
        for (KafkaFuture<Map<TopicPartition, SharePartitionOffsetInfo>> answer : answers) {
            try {
                await(answer).forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset);
                    }
                });
            } catch (GroupUnknownException e) {
                // No worker of that expert has ever come.
            }
        }
        return offsets;
    }

    private ListShareGroupOffsetsSpec ofGroup(Expert expert) {
        return new ListShareGroupOffsetsSpec()
                .topicPartitions(partitions.stream()
                        .filter(partition -> Topics.parseRequests(partition.topic())
                                .filter(topic -> topic.expert() == expert)
                                .isPresent())
                        .toList());
    }

    private Map<TopicPartition, OffsetSpec> all(OffsetSpec spec) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
    }

    private static long offset(@Nullable ListOffsetsResultInfo info) {
        return info == null ? 0 : info.offset();
    }

    private static final class GroupUnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T await(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException) {
                throw new GroupUnknownException();
            }
            throw new KafkaException("Kafka does not say how much stands in the request topics", e.getCause());
        }
    }
}
