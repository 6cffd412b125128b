/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.workflow.ItemKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is judged, as it stood when it was read. Immutable.
 *
 * @param id of a result: its request's
 * @param version grows with each decision; who decides names the one that they saw
 * @param place where it stands
 * @param pictures what there is to see
 * @param remarks why thresholds did not decide, for people
 * @param assets the subject and the products of a result, as items
 */
public record Item(
        UUID id,
        Origin origin,
        int version,
        Place place,
        Pictures pictures,
        List<String> remarks,
        List<UUID> assets,
        Lineage lineage) {

    public Item {
        remarks = List.copyOf(remarks);
        assets = List.copyOf(assets);
    }

    /**
     * What it is and whose.
     *
     * @param campaignId null: none
     * @param expert empty for a picture that several experts use
     */
    public record Origin(
            ItemKind kind, String tenant, @Nullable UUID campaignId, String expert, String title) {}

    /**
     * Where it stands in its workflow.
     *
     * @param dueAt null: any time
     * @param last who decided last; null: nobody yet
     */
    public record Place(
            Status status,
            WorkflowRef workflow,
            String stage,
            Instant enteredAt,
            @Nullable Instant dueAt,
            boolean escalated,
            @Nullable LastDecision last) {}

    /** The version of a workflow that it keeps. */
    public record WorkflowRef(String name, int version) {}

    /** Who decided last, and when. */
    public record LastDecision(String by, Instant at) {}

    /**
     * Addresses of pictures.
     *
     * @param preview empty: there is none but the picture itself
     */
    public record Pictures(String picture, String preview) {
        public String small() {
            return preview.isEmpty() ? picture : preview;
        }
    }

    /** What it does again and what does it again; null: nothing. */
    public record Lineage(@Nullable UUID redoOf, @Nullable UUID redoRequestId) {}

    public ItemKind kind() {
        return origin.kind();
    }

    public String tenant() {
        return origin.tenant();
    }

    public Status status() {
        return place.status();
    }

    public String stage() {
        return place.stage();
    }

    /** Whether somebody should have decided by now. */
    public boolean overdue(Instant now) {
        return place.status() == Status.OPEN
                && place.dueAt() != null
                && place.dueAt().isBefore(now);
    }
}
