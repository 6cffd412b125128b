/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One version of a workflow. Immutable: another text is another version, and an item keeps the one that it began with.
 *
 * @param stages in order, by what goes through them; subjects and products without stages are approved as they come
 */
public record Workflow(String name, int version, Map<ItemKind, List<Stage>> stages) {

    public Workflow {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new InvalidWorkflowException("name '" + name + "': 1 to 63 of a-z, 0-9 and '-'");
        }
        stages = Map.copyOf(stages);
        stages.values().forEach(Workflow::requireDistinct);
        if (of(stages, ItemKind.RESULT).isEmpty()) {
            throw new InvalidWorkflowException("workflow " + name + ": results: needs a stage");
        }
        for (ItemKind kind : List.of(ItemKind.SUBJECT, ItemKind.PRODUCT)) {
            if (of(stages, kind).stream().anyMatch(Stage::automatic)) {
                throw new InvalidWorkflowException(
                        "workflow " + name + ": only results carry measures; a " + kind.key() + " is judged by people");
            }
        }
    }

    public List<Stage> stages(ItemKind kind) {
        return of(stages, kind);
    }

    public Optional<Stage> stage(ItemKind kind, String stage) {
        return stages(kind).stream().filter(each -> each.name().equals(stage)).findFirst();
    }

    /** The stage after this one; empty when it was the last. */
    public Optional<Stage> after(ItemKind kind, String stage) {
        List<Stage> all = stages(kind);
        for (int i = 0; i < all.size() - 1; i++) {
            if (all.get(i).name().equals(stage)) {
                return Optional.of(all.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static List<Stage> of(Map<ItemKind, List<Stage>> stages, ItemKind kind) {
        return stages.getOrDefault(kind, List.of());
    }

    private static void requireDistinct(List<Stage> stages) {
        Set<String> names = new HashSet<>();
        stages.forEach(stage -> {
            if (!names.add(stage.name())) {
                throw new InvalidWorkflowException("stage " + stage.name() + " stands there twice");
            }
        });
    }
}
