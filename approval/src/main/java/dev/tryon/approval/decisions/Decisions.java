/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.decisions.DecisionOutcome.Conflict;
import dev.tryon.approval.decisions.DecisionOutcome.Decided;
import dev.tryon.approval.decisions.DecisionOutcome.NotAllowed;
import dev.tryon.approval.decisions.DecisionOutcome.NotFound;
import dev.tryon.approval.decisions.DecisionOutcome.Refused;
import dev.tryon.approval.workflow.ItemKind;
import dev.tryon.approval.workflow.Rule;
import dev.tryon.approval.workflow.Stage;
import dev.tryon.approval.workflow.Workflow;
import dev.tryon.approval.workflow.Workflows;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.v1.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What people decide. Each decision is one transaction: the item is locked, compared with the version that the reviewer
 * saw, moved, and told of. Of two reviewers at once one wins and the other is told who it was. Thread-safe.
 */
public final class Decisions {

    private static final int LONGEST_REASON = 2_000;

    private final Jdbi jdbi;
    private final ItemStore items;
    private final Workflows workflows;
    private final RedoRequests redos;
    private final Endings endings = new Endings();
    private final Clock clock;
    private final Announcements announcements;

    public Decisions(
            Jdbi jdbi,
            ItemStore items,
            Workflows workflows,
            RedoRequests redos,
            Announcements announcements,
            Clock clock) {
        this.jdbi = jdbi;
        this.items = items;
        this.workflows = workflows;
        this.redos = redos;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Does what a reviewer wishes, or says why not. */
    public DecisionOutcome decide(Reviewer reviewer, UUID itemId, Wish wish) {
        // Strokes go to the image store before the item is locked: a slow store must not hold up others.
        Optional<TryOnRequest> again =
                wish.redo() == null ? Optional.empty() : redos.prepare(reviewer, itemId, wish.version(), wish.redo());
        DecisionOutcome outcome = jdbi.inTransaction(handle -> decide(handle, reviewer, itemId, wish, again));
        if (outcome instanceof Decided decided) {
            announcements.decided(decided.item(), reviewer.name());
        }
        return outcome;
    }

    private DecisionOutcome decide(
            Handle handle, Reviewer reviewer, UUID itemId, Wish wish, Optional<TryOnRequest> again) {
        Optional<Item> found = items.lock(handle, itemId);
        if (found.isEmpty() || !reviewer.sees(found.get().tenant())) {
            return new NotFound();
        }
        Item item = found.get();
        if (item.version() != wish.version() || item.status() != Status.OPEN) {
            return new Conflict(item);
        }
        if (wish.reason().length() > LONGEST_REASON) {
            return new Refused("a reason has at most " + LONGEST_REASON + " characters");
        }
        Workflow workflow = workflow(item);
        Stage stage = workflow.stage(item.kind(), item.stage()).orElseThrow();
        List<Rule.Approval> before = items.approvals(handle, item);
        Optional<String> role = role(reviewer, item, stage, before);
        if (role.isEmpty()) {
            return new NotAllowed("stage " + stage.name() + " is decided by "
                    + stage.rule().text(stage.people().roles()) + "; you are " + reviewer.rolesText());
        }
        return switch (wish.kind()) {
            case APPROVE ->
                approve(
                        handle,
                        item,
                        stage,
                        before,
                        new Ruling.Words(reviewer.name(), role.get(), wish.reason(), wish.marks()));
            case REJECT -> reject(handle, item, wish, reviewer.name(), role.get());
            case REDO ->
                redo(
                        handle,
                        item,
                        wish,
                        new Ruling.Words(reviewer.name(), role.get(), wish.reason(), wish.marks()),
                        again);
        };
    }

    private DecisionOutcome approve(
            Handle handle, Item item, Stage stage, List<Rule.Approval> before, Ruling.Words words) {
        if (before.stream().anyMatch(approval -> approval.by().equals(words.by()))) {
            return new Refused("you have approved this in stage " + stage.name() + "; others are to do so too");
        }
        List<Rule.Approval> all = new ArrayList<>(before);
        all.add(new Rule.Approval(words.by(), words.role()));
        Ruling ruling = ruling(item, Verdict.VERDICT_APPROVED, words, null);
        Course course = course(handle, item);
        Course.Moved moved = stage.rule().satisfied(stage.people().roles(), all)
                ? course.pass(item, ruling)
                : course.stay(item, ruling);
        List<Course.Moved> moves = new ArrayList<>(List.of(moved));
        items.update(handle, moves);
        if (moved.item().status() == Status.APPROVED) {
            release(handle, moved.item().id());
        }
        return new Decided(moved.item());
    }

    /** Results that waited for nothing but this picture go out with it. */
    private void release(Handle handle, UUID asset) {
        List<Item> held = items.heldFor(handle, asset);
        Set<UUID> needed = new HashSet<>();
        held.forEach(item -> needed.addAll(item.assets()));
        Set<UUID> approved = items.approved(handle, needed);
        items.update(
                handle,
                held.stream()
                        .filter(item -> approved.containsAll(item.assets()))
                        .map(item -> new Course(workflow(item), endings.quality(handle, item), true, clock.instant())
                                .publish(item))
                        .toList());
    }

    private DecisionOutcome reject(Handle handle, Item item, Wish wish, String by, String role) {
        if (wish.reason().isBlank()) {
            return new Refused("say why: whoever made this reads it");
        }
        Ruling ruling =
                ruling(item, Verdict.VERDICT_REJECTED, new Ruling.Words(by, role, wish.reason(), wish.marks()), null);
        Course.Moved moved = course(handle, item).end(item, ruling, Status.REJECTED);
        items.update(handle, List.of(moved));
        if (item.kind() != ItemKind.RESULT) {
            rejectHeld(handle, item, wish.reason());
        }
        return new Decided(moved.item());
    }

    /** What was made from a picture that is rejected cannot go out. */
    private void rejectHeld(Handle handle, Item asset, String reason) {
        items.update(
                handle,
                items.heldFor(handle, asset.id()).stream()
                        .map(item -> course(handle, item)
                                .end(
                                        item,
                                        ruling(
                                                item,
                                                Verdict.VERDICT_REJECTED,
                                                new Ruling.Words(
                                                        Reviewer.SYSTEM,
                                                        "",
                                                        "its " + asset.kind().key() + " was rejected: " + reason,
                                                        List.of()),
                                                null),
                                        Status.REJECTED))
                        .toList());
    }

    private DecisionOutcome redo(
            Handle handle, Item item, Wish wish, Ruling.Words words, Optional<TryOnRequest> again) {
        if (item.kind() != ItemKind.RESULT || wish.redo() == null) {
            return new Refused("only a result can be made again");
        }
        if (again.isEmpty()) {
            return new Refused("the request that made this result is not known, so it cannot be made again");
        }
        items.send(handle, again.get());
        UUID redoId = UUID.fromString(again.get().getRequestId());
        Ruling ruling = ruling(item, Verdict.VERDICT_REDO, words, redoId);
        Course.Moved moved = course(handle, item).end(item, ruling, Status.REDONE);
        items.update(handle, List.of(moved));
        return new Decided(moved.item());
    }

    private Course course(Handle handle, Item item) {
        boolean assets = item.kind() == ItemKind.RESULT
                && items.approved(handle, item.assets()).containsAll(item.assets());
        return new Course(workflow(item), endings.quality(handle, item), assets, clock.instant());
    }

    private Workflow workflow(Item item) {
        return workflows.version(
                item.place().workflow().name(), item.place().workflow().version());
    }

    private Ruling ruling(Item item, Verdict verdict, Ruling.Words words, @Nullable UUID redo) {
        return new Ruling(item.id(), item.version() + 1, item.stage(), verdict, words, redo, clock.instant());
    }

    /** In which of their roles a reviewer decides here; one that is still missing first. */
    private static Optional<String> role(Reviewer reviewer, Item item, Stage stage, List<Rule.Approval> before) {
        List<String> may = new ArrayList<>(stage.rule().missing(stage.people().roles(), before));
        may.addAll(stage.people().roles());
        if (item.place().escalated()) {
            may.addAll(stage.people().escalateTo());
        }
        return may.stream().filter(reviewer.roles()::contains).findFirst();
    }
}
