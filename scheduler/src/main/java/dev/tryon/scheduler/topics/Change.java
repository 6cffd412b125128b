/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

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

    /** A right that a principal lacks. */
    record Grant(AclBinding binding) implements Safe {
        @Override
        public String name() {
            return binding.pattern().name();
        }

        @Override
        public String description() {
            String type = binding.pattern()
                    .resourceType()
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', ' ');
            return "allow " + binding.entry().principal() + " "
                    + binding.entry().operation().name().toLowerCase(Locale.ROOT) + " on "
                    + (binding.pattern().patternType() == PatternType.PREFIXED
                            ? type + "s whose name begins so"
                            : "the " + type);
        }
    }

    /** A right of a service's principal that the plan does not know. It is left alone: nothing is ever taken away. */
    record UnplannedAccess(AclBinding binding) implements Change {
        @Override
        public String name() {
            return binding.pattern().name();
        }

        @Override
        public String description() {
            return "not in the plan; left alone: " + binding.entry().principal() + " may "
                    + binding.entry().operation().name().toLowerCase(Locale.ROOT)
                    + ". Take it away with kafka-acls.sh if nothing needs it";
        }
    }

    /** No ACLs are looked at or made, and why. */
    record AccessSkipped(String reason) implements Change {
        @Override
        public String name() {
            return "access";
        }

        @Override
        public String description() {
            return reason;
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
