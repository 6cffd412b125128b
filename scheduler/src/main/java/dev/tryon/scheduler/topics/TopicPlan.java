/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All topics, share groups and rights of the system as they shall be, the same for every cluster but for the numbers.
 *
 * @param topics request topics first, dead letters last
 * @param groups one per expert
 * @param access what each service may do, where brokers have an authorizer
 */
public record TopicPlan(List<PlannedTopic> topics, List<PlannedGroup> groups, List<PlannedAccess> access) {
    public TopicPlan {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        access = List.copyOf(access);
    }

    /** A plan that is not about access. */
    TopicPlan(List<PlannedTopic> topics, List<PlannedGroup> groups) {
        this(topics, groups, List.of());
    }

    /**
     * The same with other principals.
     *
     * @param principals by service; the others stay as they are
     * @throws IllegalArgumentException when one is no service of the plan, or none to give rights to
     */
    TopicPlan withPrincipals(Map<String, String> principals) {
        Set<String> known = access.stream().map(PlannedAccess::service).collect(Collectors.toCollection(TreeSet::new));
        for (String service : principals.keySet()) {
            if (!known.contains(service)) {
                throw new IllegalArgumentException(
                        service + " is no service of the plan; there are " + String.join(", ", known));
            }
        }
        return new TopicPlan(
                topics,
                groups,
                access.stream()
                        .map(service -> service.as(principals.getOrDefault(service.service(), service.principal())))
                        .toList());
    }

    /** The plan that comes with the program: small, right for one machine and for a first cluster. */
    public static TopicPlan builtIn() {
        return PlanFile.builtIn().plan();
    }

    /**
     * A plan with numbers of one's own.
     *
     * @param file YAML with the keys of the built-in {@code topics.yaml}
     * @throws InvalidPlanException when the file cannot be read, lacks a key, has an unknown one or a value out of range
     */
    public static TopicPlan read(Path file) {
        return PlanFile.read(file).plan();
    }
}
