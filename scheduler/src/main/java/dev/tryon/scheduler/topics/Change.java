/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.Map;

/** One difference between a cluster and a plan, and what is to be done about it. */
public sealed interface Change {
    /** The topic or group that it is about. */
    String name();

    /** One line for people. */
    String description();

    /** A change that loses no record: {@link TopicProvisioner#apply()} makes it. */
    sealed interface Safe extends Change {}

    /** The topic is not there. */
    record CreateTopic(PlannedTopic topic, Replication replication) implements Safe {
        @Override
        public String name() {
            return topic.name();
        }

        @Override
        public String description() {
            return "create: partitions " + topic.partitions() + ", replication factor " + replication.factor() + ", "
                    + topic.configs(replication);
        }
    }

    /** The topic has fewer partitions than planned. */
    record AddPartitions(String name, int from, int to) implements Safe {
        @Override
        public String description() {
            return "partitions " + from + " -> " + to;
        }
    }

    /** Configurations of the topic are not as planned, or only so by the broker's defaults. */
    record ConfigureTopic(String name, Map<String, String> from, Map<String, String> to) implements Safe {
        public ConfigureTopic {
            from = Map.copyOf(from);
            to = Map.copyOf(to);
        }

        @Override
        public String description() {
            return Configs.describe(from, to);
        }
    }

    /** Configurations of the share group are not as planned, or only so by the broker's defaults. */
    record ConfigureGroup(String name, Map<String, String> from, Map<String, String> to) implements Safe {
        public ConfigureGroup {
            from = Map.copyOf(from);
            to = Map.copyOf(to);
        }

        @Override
        public String description() {
            return Configs.describe(from, to);
        }
    }

    /** A topic or dead-letter topic of tryon's that the plan does not know. It is left alone: nothing is ever deleted. */
    record Unplanned(String name) implements Change {
        @Override
        public String description() {
            return "not in the plan; left alone. Delete it yourself if nothing needs it";
        }
    }

    /**
     * A change that would lose records, or that Kafka does not offer: left to a person.
     *
     * @param problem what differs
     * @param advice what to do next
     */
    record Refused(String name, String problem, String advice) implements Change {
        @Override
        public String description() {
            return "REFUSED: " + problem + ". " + advice;
        }
    }
}
