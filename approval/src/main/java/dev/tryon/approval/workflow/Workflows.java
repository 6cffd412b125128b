/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All versions of all workflows that this process knows, the newest of each first in line for new items. Immutable but
 * for versions that other processes have added, which are asked for when an item names one. Thread-safe.
 */
public final class Workflows {

    private final WorkflowStore store;
    private final Map<Key, Workflow> versions = new ConcurrentHashMap<>();
    private final Map<String, Workflow> newest;
    private final String standard;

    /**
     * @param documents YAML texts; each becomes a version unless it is there already
     * @param standard name of the workflow of requests that name none, or one that is not known
     */
    public Workflows(WorkflowStore store, List<String> documents, String standard) {
        this.store = store;
        this.newest =
                documents.stream().map(store::adopt).collect(Collectors.toUnmodifiableMap(Workflow::name, w -> w));
        this.standard = standard;
        newest.values().forEach(workflow -> versions.put(new Key(workflow.name(), workflow.version()), workflow));
        if (!newest.containsKey(standard)) {
            throw new InvalidWorkflowException("the default workflow '" + standard + "' is none of " + newest.keySet());
        }
    }

    /** For a new item. A name that is not known falls to the default: it must never make judging laxer than that. */
    public Workflow forRequest(String name) {
        Workflow named = newest.get(name);
        return named == null ? forDefault() : named;
    }

    public Workflow forDefault() {
        return newest.getOrDefault(standard, newest.values().iterator().next());
    }

    /** For an item that has one. */
    public Workflow version(String name, int version) {
        return versions.computeIfAbsent(new Key(name, version), key -> store.load(name, version));
    }

    /** Names of all stages of a kind, in the order of the default workflow and then by name. */
    public List<String> stageNames(ItemKind kind) {
        List<String> ordered =
                forDefault().stages(kind).stream().map(Stage::name).toList();
        Set<String> others = new TreeSet<>();
        newest.values().forEach(workflow -> workflow.stages(kind).forEach(stage -> others.add(stage.name())));
        ordered.forEach(others::remove);
        return java.util.stream.Stream.concat(ordered.stream(), others.stream()).toList();
    }

    /** Every role that any stage names, for the local login. */
    public List<String> roles() {
        Set<String> roles = new TreeSet<>();
        newest.values()
                .forEach(workflow -> workflow.stages()
                        .values()
                        .forEach(stages -> stages.forEach(stage -> {
                            roles.addAll(stage.people().roles());
                            roles.addAll(stage.people().escalateTo());
                        })));
        return List.copyOf(roles);
    }

    private record Key(String name, int version) {}
}
