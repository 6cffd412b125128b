/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose approvals let an item pass a stage. One person counts once in a stage. Immutable.
 *
 * <p>ANY: one person with any of the roles. ALL: for each role one person. QUORUM: so many different people.
 */
public record Rule(Kind kind, int people) {

    /** The kinds of rules. */
    public enum Kind {
        ANY,
        ALL,
        QUORUM
    }

    public Rule {
        if (people < 1 || people > 20) {
            throw new InvalidWorkflowException("a quorum is 1 to 20 people, not " + people);
        }
    }

    static Rule any() {
        return new Rule(Kind.ANY, 1);
    }

    /** {@code any}, {@code all} or {@code quorum 2}. */
    static Rule parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+", -1));
        if (words.equals(List.of("any"))) {
            return any();
        }
        if (words.equals(List.of("all"))) {
            return new Rule(Kind.ALL, 1);
        }
        if (words.size() == 2 && words.get(0).equals("quorum") && words.get(1).matches("[0-9]{1,3}")) {
            return new Rule(Kind.QUORUM, Integer.parseInt(words.get(1)));
        }
        throw new InvalidWorkflowException("rule '" + text + "' is none of: any, all, quorum N");
    }

    /** Whether these approvals suffice. */
    public boolean satisfied(List<String> roles, Collection<Approval> approvals) {
        return switch (kind) {
            case ANY -> !approvals.isEmpty();
            case ALL -> missing(roles, approvals).isEmpty();
            case QUORUM -> approvals.stream().map(Approval::by).distinct().count() >= people;
        };
    }

    /** Roles for which somebody could still approve. */
    public Set<String> missing(List<String> roles, Collection<Approval> approvals) {
        Set<String> missing = new TreeSet<>(roles);
        if (kind == Kind.ALL) {
            approvals.forEach(approval -> missing.remove(approval.role()));
        }
        return missing;
    }

    /** For people: {@code any one of creative}. */
    public String text(List<String> roles) {
        String names = String.join(", ", roles);
        return switch (kind) {
            case ANY -> "any one of " + names;
            case ALL -> "one each of " + names;
            case QUORUM -> people + " people of " + names;
        };
    }

    /**
     * One that was given in a stage.
     *
     * @param by the reviewer
     * @param role in which they gave it
     */
    public record Approval(String by, String role) {}
}
