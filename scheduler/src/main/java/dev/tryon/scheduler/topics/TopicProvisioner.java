/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import static java.util.stream.Collectors.toMap;

import dev.tryon.proto.Topics;
import dev.tryon.v1.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a cluster's topics and share groups as planned. It creates, enlarges and configures; it never deletes, and
 * refuses what could delete records. Applying again changes nothing. The admin client stays the caller's. Thread-safe, and
 * several may work on one cluster at once.
 */
public final class TopicProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicPlan plan;
    private final Replication replication;

    public TopicProvisioner(Admin admin, TopicPlan plan, Replication replication) {
        this.admin = admin;
        this.plan = plan;
        this.replication = replication;
    }

    /** How the cluster differs from the plan now; changes nothing. */
    public List<Change> plan() {
        ClusterState cluster = ClusterState.read(admin, plan);
        List<Change> changes = new ArrayList<>();
        plan.topics().forEach(topic -> changes.addAll(TopicDifferences.of(cluster, topic, replication)));
        for (PlannedGroup group : plan.groups()) {
            var config = cluster.config(ClusterState.group(group.name()));
            Map<String, String> drift = Configs.drift(config, group.configs());
            if (!drift.isEmpty()) {
                changes.add(new Change.ConfigureGroup(group.name(), Configs.current(config, drift), drift));
            }
        }
        changes.addAll(AccessDifferences.of(admin, plan));
        changes.addAll(unplanned(cluster));
        return List.copyOf(changes);
    }

    /**
     * Makes all safe changes, or none when one is refused, and returns them when brokers act by them.
     *
     * @throws RefusedChangesException when the plan asks for what could delete records
     * @throws ProvisioningException when Kafka does not answer or objects
     */
    public List<Change.Safe> apply() {
        List<Change> changes = plan();
        List<Change.Refused> refused = only(Change.Refused.class, changes);
        if (!refused.isEmpty()) {
            throw new RefusedChangesException(refused);
        }
        createTopics(only(Change.CreateTopic.class, changes));
        addPartitions(only(Change.AddPartitions.class, changes));
        configure(only(Change.ConfigureTopic.class, changes).stream()
                .collect(toMap(change -> ClusterState.topic(change.name()), Change.ConfigureTopic::to)));
        // Last: a group may only name a dead-letter topic that is allowed to be one.
        configure(only(Change.ConfigureGroup.class, changes).stream()
                .collect(toMap(change -> ClusterState.group(change.name()), Change.ConfigureGroup::to)));
        grant(only(Change.Grant.class, changes));
        List<Change.Safe> made = only(Change.Safe.class, changes);
        if (!made.isEmpty()) {
            awaitVisible();
            awaitCoordinators();
        }
        only(Change.AccessSkipped.class, changes)
                .forEach(skipped ->
                        LOG.atInfo().addKeyValue("reason", skipped.reason()).log("no ACLs are made"));
        LOG.atInfo().addKeyValue("changes", made.size()).log("topics and share groups are as planned");
        return made;
    }

    private List<Change.Unplanned> unplanned(ClusterState cluster) {
        Set<String> planned = plan.topics().stream().map(PlannedTopic::name).collect(Collectors.toSet());
        return cluster.names().stream()
                .filter(name -> name.startsWith("tryon.") || name.startsWith("dlq.tryon."))
                .filter(name -> !planned.contains(name))
                .sorted()
                .map(Change.Unplanned::new)
                .toList();
    }

    private void createTopics(Collection<Change.CreateTopic> changes) {
        List<NewTopic> topics = changes.stream()
                .map(change -> new NewTopic(change.name(), change.topic().partitions(), (short) replication.factor())
                        .configs(change.topic().configs(replication)))
                .toList();
        admin.createTopics(topics).values().forEach((name, created) -> {
            try {
                AdminCalls.await(created, "creating topic " + name);
            } catch (ProvisioningException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // Another provisioner was quicker.
                    throw e;
                }
            }
        });
    }

    private void addPartitions(Collection<Change.AddPartitions> changes) {
        Map<String, NewPartitions> partitions = changes.stream()
                .collect(toMap(Change.AddPartitions::name, change -> NewPartitions.increaseTo(change.to())));
        awaitEach(admin.createPartitions(partitions).values(), "adding partitions to ");
    }

    private void configure(Map<ConfigResource, Map<String, String>> configs) {
        Map<ConfigResource, Collection<AlterConfigOp>> operations = configs.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().entrySet().stream()
                                .map(config -> new AlterConfigOp(
                                        new ConfigEntry(config.getKey(), config.getValue()), AlterConfigOp.OpType.SET))
                                .toList()));
        awaitEach(admin.incrementalAlterConfigs(operations).values(), "configuring ");
    }

    private void grant(Collection<Change.Grant> grants) {
        admin.createAcls(grants.stream().map(Change.Grant::binding).toList())
                .values()
                .forEach((binding, made) -> AdminCalls.await(made, "making ACL " + binding));
    }

    private static <K> void awaitEach(Map<K, KafkaFuture<Void>> answers, String what) {
        answers.forEach((key, answer) -> AdminCalls.await(
                answer, what + (key instanceof ConfigResource resource ? resource.name() : key.toString())));
    }

    /**
     * Brokers follow the controller a moment later, and tell nobody. A worker that joined its group in between would get
     * the defaults and pass over waiting requests; so this looks until it sees the change.
     */
    private void awaitVisible() {
        long start = System.nanoTime();
        while (!only(Change.Safe.class, plan()).isEmpty()) {
            if (System.nanoTime() - start > VISIBLE_WITHIN.toNanos()) {
                throw new ProvisioningException(
                        "Kafka accepted the changes but does not show them after " + VISIBLE_WITHIN
                                + "; is another program configuring the same topics? Still to do: " + plan(),
                        new IllegalStateException("changes not visible"));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /**
     * The first question about a group makes a new cluster create the topic in which it keeps groups, and the first about
     * a group's place in a topic the one in which it keeps these; whoever asks waits for seconds. Asked here, so that a
     * scheduler's first look at the pools and a worker's first lease do not wait.
     */
    private void awaitCoordinators() {
        Map<String, ListShareGroupOffsetsSpec> groups =
                plan.groups().stream().collect(toMap(PlannedGroup::name, group -> firstPlace(group.name())));
        var answers = admin.listShareGroupOffsets(groups);
        for (String group : groups.keySet()) {
            try {
                AdminCalls.await(answers.partitionsToOffsetInfo(group), "asking about group " + group);
            } catch (ProvisioningException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) { // Nobody has joined it yet.
                    throw e;
                }
            }
        }
    }

    private static ListShareGroupOffsetsSpec firstPlace(String group) {
        ListShareGroupOffsetsSpec spec = new ListShareGroupOffsetsSpec();
        return Topics.parseWorkerGroup(group)
                .map(expert -> spec.topicPartitions(
                        List.of(new TopicPartition(Topics.requests(expert, Lane.LANE_INTERACTIVE), 0))))
                .orElse(spec);
    }

    private static <T extends Change> List<T> only(Class<T> kind, List<Change> changes) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
