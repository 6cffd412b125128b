/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.decisions.Item;
import dev.tryon.approval.decisions.ItemQueries.PastDecision;
import dev.tryon.approval.decisions.Status;
import dev.tryon.approval.workflow.Measure;
import dev.tryon.approval.workflow.Stage;
import dev.tryon.approval.workflow.Threshold;
import dev.tryon.approval.workflow.Workflow;
import dev.tryon.v1.Completed;
import dev.tryon.v1.TryOnEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item as its page shows it. Immutable.
 *
 * @param event that made a result; null: none, or not known
 * @param context the rest of the story
 */
public record ItemView(
        Item item, @Nullable TryOnEvent event, Workflow workflow, Context context, Place place, Instant now) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** What belongs to it. */
    public record Context(List<Item> assets, List<Item> lineage, List<PastDecision> history) {}

    /**
     * Where it stands in the queue that it was opened from.
     *
     * @param query the queue as part of an address
     * @param mayDecide whether this reviewer has a role of its stage
     */
    public record Place(
            String query, @Nullable UUID previous, @Nullable UUID next, boolean mayDecide, String whoDecides) {}

    /** One measure with what it must keep to. */
    public record Measured(String label, String value, String limit, boolean breached) {}

    public boolean open() {
        return item.status() == Status.OPEN;
    }

    public boolean result() {
        return event != null && event.hasCompleted();
    }

    public Completed completed() {
        return event == null ? Completed.getDefaultInstance() : event.getCompleted();
    }

    public boolean canRedo() {
        return result() && event != null && event.hasRequest();
    }

    public List<Stage> stages() {
        return workflow.stages(item.kind());
    }

    /** {@code done}, {@code now} or {@code ahead}: where a stage is to the item. */
    public String progress(Stage stage) {
        if (item.status() == Status.PUBLISHED || item.status() == Status.APPROVED || item.status() == Status.HELD) {
            return "done";
        }
        int here = stages().stream().map(Stage::name).toList().indexOf(item.stage());
        int there = stages().indexOf(stage);
        return there < here ? "done" : there > here ? "ahead" : open() ? "now" : "stopped";
    }

    /** All measures that say something, those that miss a threshold of any stage first. */
    public List<Measured> measures() {
        Map<Measure, Threshold> limits = stages().stream()
                .flatMap(stage -> stage.thresholds().stream())
                .collect(java.util.stream.Collectors.toMap(
                        Threshold::measure, limit -> limit, (first, second) -> first));
        return java.util.Arrays.stream(Measure.values())
                .map(measure -> measured(measure, Optional.ofNullable(limits.get(measure))))
                .sorted(java.util.Comparator.comparing((Measured measured) -> !measured.breached()))
                .toList();
    }

    private Measured measured(Measure measure, Optional<Threshold> limit) {
        var quality = completed().getQuality();
        return new Measured(
                measure.label(),
                number(measure.of(quality)),
                limit.map(ItemView::text).orElse(""),
                limit.flatMap(threshold -> threshold.breach(quality)).isPresent());
    }

    private static String text(Threshold limit) {
        Double low = limit.minimum();
        Double high = limit.maximum();
        if (low != null && high != null) {
            return number(low) + " – " + number(high);
        }
        return low != null ? "≥ " + number(low) : high != null ? "≤ " + number(high) : "";
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    public String ago(Instant at) {
        String ago = QueueView.ago(at, now);
        return ago.equals("just now") ? ago : ago + " ago";
    }

    public static String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    /** {@code approved}: for the badge. */
    public String statusText() {
        return switch (item.status()) {
            case OPEN -> item.overdue(now) ? "overdue" : "in review";
            case HELD -> "waits for its pictures";
            default -> item.status().key();
        };
    }

    public Optional<Item> asset(String kind) {
        return context.assets().stream()
                .filter(asset -> asset.kind().key().equals(kind))
                .findFirst();
    }
}
