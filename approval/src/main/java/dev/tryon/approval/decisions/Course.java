/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.workflow.ItemKind;
import dev.tryon.approval.workflow.Stage;
import dev.tryon.approval.workflow.Workflow;
import dev.tryon.v1.Quality;
import dev.tryon.v1.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How an item goes through its workflow, as a function from where it stands to where it goes: no clock, no database.
 * Automatic stages are gone through in one go; the item stops where people are to decide, or at an end. Each decision on
 * the way is a {@link Ruling} and makes the item's version one higher. Immutable.
 */
final class Course {

    private final Workflow workflow;
    private final Quality quality;
    private final boolean assetsApproved;
    private final Instant now;

    /**
     * @param quality of a result; nothing of a subject or product
     * @param assetsApproved whether all pictures that a result was made from are
     */
    Course(Workflow workflow, Quality quality, boolean assetsApproved, Instant now) {
        this.workflow = workflow;
        this.quality = quality;
        this.assetsApproved = assetsApproved;
        this.now = now;
    }

    /** From the door to where people decide, or to an end. */
    Moved enter(Item item) {
        List<Ruling> rulings = new ArrayList<>();
        List<Stage> stages = workflow.stages(item.kind());
        return stages.isEmpty() ? finish(item, rulings) : go(item, stages.get(0), rulings);
    }

    /** From a stage that has just been passed, to the next place. */
    Moved pass(Item item, Ruling ruling) {
        List<Ruling> rulings = new ArrayList<>(List.of(ruling));
        Item decided = after(item, ruling, item.status(), item.stage());
        Optional<Stage> next = workflow.after(item.kind(), item.stage());
        return next.isPresent() ? go(decided, next.get(), rulings) : finish(decided, rulings);
    }

    /** A decision that leaves the item in its stage: others are to approve too. */
    Moved stay(Item item, Ruling ruling) {
        return new Moved(after(item, ruling, item.status(), item.stage()), List.of(ruling));
    }

    /** A decision that ends it. */
    Moved end(Item item, Ruling ruling, Status status) {
        return new Moved(after(item, ruling, status, item.stage()), List.of(ruling));
    }

    /** A result that waited for its pictures goes out. */
    Moved publish(Item held) {
        return finish(held, new ArrayList<>());
    }

    private Moved go(Item item, Stage first, List<Ruling> rulings) {
        Item at = item;
        Stage stage = first;
        while (stage.automatic()) {
            List<String> breaches = stage.breaches(quality);
            if (!breaches.isEmpty()) {
                return stage.otherwise() == Stage.Otherwise.REVIEW
                        ? new Moved(open(at, stage, breaches), rulings)
                        : ended(at, stage, breaches, rulings);
            }
            Ruling passed = system(at, stage.name(), Verdict.VERDICT_APPROVED, "all measures keep to the thresholds");
            rulings.add(passed);
            at = after(at, passed, at.status(), stage.name());
            Optional<Stage> next = workflow.after(at.kind(), stage.name());
            if (next.isEmpty()) {
                return finish(at, rulings);
            }
            stage = next.get();
        }
        return new Moved(open(at, stage, List.of()), rulings);
    }

    private Moved ended(Item item, Stage stage, List<String> breaches, List<Ruling> rulings) {
        Ruling rejected = system(item, stage.name(), Verdict.VERDICT_REJECTED, String.join("; ", breaches));
        rulings.add(rejected);
        return new Moved(after(item, rejected, Status.REJECTED, stage.name()), rulings);
    }

    private Moved finish(Item item, List<Ruling> rulings) {
        if (item.kind() != ItemKind.RESULT) {
            return new Moved(at(item, Status.APPROVED, item.stage(), null), rulings);
        }
        if (!assetsApproved) {
            return new Moved(at(item, Status.HELD, item.stage(), null), rulings);
        }
        Ruling out = system(item, item.stage(), Verdict.VERDICT_PUBLISHED, "");
        rulings.add(out);
        return new Moved(after(item, out, Status.PUBLISHED, item.stage()), rulings);
    }

    private Item open(Item item, Stage stage, List<String> remarks) {
        Duration due = stage.due();
        Item opened = at(item, Status.OPEN, stage.name(), due == null ? null : now.plus(due));
        return remarks.isEmpty()
                ? opened
                : new Item(
                        opened.id(),
                        opened.origin(),
                        opened.version(),
                        opened.place(),
                        opened.pictures(),
                        remarks,
                        opened.assets(),
                        opened.lineage());
    }

    private Ruling system(Item item, String stage, Verdict verdict, String reason) {
        return new Ruling(
                item.id(),
                item.version() + 1,
                stage,
                verdict,
                new Ruling.Words(Reviewer.SYSTEM, "", reason, List.of()),
                null,
                now);
    }

    private Item at(Item item, Status status, String stage, @org.jspecify.annotations.Nullable Instant due) {
        Item.Place place = item.place();
        return with(
                item,
                item.version(),
                new Item.Place(status, place.workflow(), stage, now, due, false, place.last()),
                item.lineage());
    }

    private static Item after(Item item, Ruling ruling, Status status, String stage) {
        Item.Place place = item.place();
        UUID redo = ruling.redoRequestId();
        return with(
                item,
                ruling.itemVersion(),
                new Item.Place(
                        status,
                        place.workflow(),
                        stage,
                        place.enteredAt(),
                        place.dueAt(),
                        place.escalated(),
                        new Item.LastDecision(ruling.words().by(), ruling.at())),
                redo == null ? item.lineage() : new Item.Lineage(item.lineage().redoOf(), redo));
    }

    private static Item with(Item item, int version, Item.Place place, Item.Lineage lineage) {
        return new Item(
                item.id(), item.origin(), version, place, item.pictures(), item.remarks(), item.assets(), lineage);
    }

    /**
     * Where an item went.
     *
     * @param rulings that took it there, in order
     */
    record Moved(Item item, List<Ruling> rulings) {
        Moved {
            rulings = List.copyOf(rulings);
        }
    }
}
