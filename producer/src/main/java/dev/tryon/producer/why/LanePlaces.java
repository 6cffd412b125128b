/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import dev.tryon.proto.Topics;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far workers are with the lanes, as their share groups' coordinators tell it. An answer serves for a second, so that
 * those who ask often cost no more. Thread-safe; does not own the client.
 */
public final class LanePlaces {
    private static final Logger log = LoggerFactory.getLogger(LanePlaces.class);
    private static final long SERVES = TimeUnit.SECONDS.toNanos(1);
    private static final int PATIENCE_MILLIS = 2000;

    private final Admin admin;
    private final Map<TopicPartition, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(long at, CompletableFuture<OptionalLong> start) {}

    public LanePlaces(Admin admin) {
        this.admin = admin;
    }

    /**
     * The first offset of a request topic's partition that workers are not done with.
     *
     * @return completes normally; empty when it is not known
     */
    public CompletableFuture<OptionalLong> start(TopicPartition partition) {
        long now = System.nanoTime();
        Answer known = answers.get(partition);
        if (known != null && now - known.at < SERVES) {
            return known.start;
        }
        Answer asked = new Answer(now, ask(partition));
        answers.put(partition, asked);
        return asked.start;
    }

    private CompletableFuture<OptionalLong> ask(TopicPartition partition) {
        String group = Topics.parseRequests(partition.topic())
                .map(topic -> Topics.workerGroup(topic.expert()))
                .orElseThrow(() -> new IllegalArgumentException(partition + " is no lane"));
        return admin.listShareGroupOffsets(
                        Map.of(group, new ListShareGroupOffsetsSpec().topicPartitions(List.of(partition))),
                        new ListShareGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                .partitionsToOffsetInfo(group)
                .toCompletionStage()
                .toCompletableFuture()
                .handle((offsets, failure) -> {
                    if (failure != null) {
                        // A group that never was is an answer too.
                        log.atDebug()
                                .setCause(failure)
                                .addKeyValue("group", group)
                                .log("not told how far a group is");
                        return OptionalLong.empty();
                    }
                    SharePartitionOffsetInfo info = offsets.get(partition);
                    return info == null || info.startOffset() < 0
                            ? OptionalLong.empty()
                            : OptionalLong.of(info.startOffset());
                });
    }
}
