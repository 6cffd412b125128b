/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import com.google.protobuf.Timestamp;
import dev.tryon.approval.audit.AuditEntry;
import dev.tryon.v1.Decision;
import dev.tryon.v1.DecisionAbout;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision about one version of an item. Immutable.
 *
 * @param itemVersion that it made; an item gets one decision per version
 * @param redoRequestId the new request of a redo, or null
 */
record Ruling(
        UUID itemId,
        int itemVersion,
        String stage,
        Verdict verdict,
        Words words,
        @Nullable UUID redoRequestId,
        Instant at) {

    Ruling {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Who says what.
     *
     * @param by a reviewer, or {@code system}
     * @param role in which they decide; empty for the system
     */
    record Words(String by, String role, String reason, List<PictureMark> marks) {
        Words {
            marks = List.copyOf(marks);
        }
    }

    UUID id() {
        return Ids.decision(itemId, itemVersion);
    }

    /** {@code approved}. */
    String verdictKey() {
        return verdict.name().substring("VERDICT_".length()).toLowerCase(Locale.ROOT);
    }

    Decision event(Item item) {
        Decision.Builder decision = Decision.newBuilder()
                .setDecisionId(id().toString())
                .setRequestId(itemId.toString())
                .setTenant(item.tenant())
                .setWorkflow(item.place().workflow().name())
                .setWorkflowVersion(item.place().workflow().version())
                .setStage(stage)
                .setVerdict(verdict)
                .setBy(words.by())
                .setReason(words.reason())
                .setRedoRequestId(redoRequestId == null ? "" : redoRequestId.toString())
                .setResult(ImageRef.newBuilder().setUri(item.pictures().picture()))
                .setAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
                .setAbout(
                        switch (item.kind()) {
                            case RESULT -> DecisionAbout.DECISION_ABOUT_RESULT;
                            case SUBJECT -> DecisionAbout.DECISION_ABOUT_SUBJECT;
                            case PRODUCT -> DecisionAbout.DECISION_ABOUT_PRODUCT;
                        });
        words.marks().forEach(mark -> decision.addMarks(mark.message()));
        return decision.build();
    }

    AuditEntry audit(Item item) {
        String role = words.role().isEmpty() ? "" : " as " + words.role();
        String reason = words.reason().isEmpty() ? "" : ": " + words.reason();
        return new AuditEntry(
                at,
                words.by(),
                verdictKey(),
                item.tenant(),
                itemId,
                "stage " + stage + role + ", version " + itemVersion + ", workflow "
                        + item.place().workflow().name() + " "
                        + item.place().workflow().version() + ", decision " + id() + reason);
    }
}
