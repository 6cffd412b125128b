/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import dev.tryon.v1.Quality;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a workflow: decided by thresholds, by people, or by people where thresholds are missed. Immutable.
 *
 * @param thresholds empty: people decide
 * @param otherwise what becomes of a result that misses a threshold
 * @param due how long people have; null: any time
 */
public record Stage(
        String name,
        List<Threshold> thresholds,
        Otherwise otherwise,
        Rule rule,
        People people,
        @Nullable Duration due) {

    /** What becomes of a result that misses a threshold. */
    public enum Otherwise {
        REVIEW,
        REJECT
    }

    /**
     * Who decides.
     *
     * @param roles who may
     * @param escalateTo who may too once it is overdue
     */
    public record People(List<String> roles, List<String> escalateTo) {
        public People {
            roles = List.copyOf(roles);
            escalateTo = List.copyOf(escalateTo);
        }
    }

    public Stage {
        thresholds = List.copyOf(thresholds);
        if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
            throw new InvalidWorkflowException("stage '" + name + "': a name is 1 to 32 of a-z, 0-9 and '-'");
        }
        boolean asksPeople = thresholds.isEmpty() || otherwise == Otherwise.REVIEW;
        if (asksPeople && people.roles().isEmpty()) {
            throw new InvalidWorkflowException("stage " + name + ": name the roles that decide");
        }
    }

    public boolean automatic() {
        return !thresholds.isEmpty();
    }

    /** What keeps a result from passing by itself. */
    public List<String> breaches(Quality quality) {
        return thresholds.stream()
                .map(threshold -> threshold.breach(quality))
                .flatMap(Optional::stream)
                .toList();
    }
}
