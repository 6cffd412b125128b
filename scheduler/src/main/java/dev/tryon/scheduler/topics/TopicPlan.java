/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.nio.file.Path;
import java.util.List;

/**
 * All topics and share groups of the system as they shall be, the same for every cluster but for the numbers.
 *
 * @param topics request topics first, dead letters last
 * @param groups one per expert
 */
public record TopicPlan(List<PlannedTopic> topics, List<PlannedGroup> groups) {
    public TopicPlan {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
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
