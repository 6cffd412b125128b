/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.FailureCodes;
import dev.tryon.v1.Completed;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Failed;
import dev.tryon.v1.Quality;
import dev.tryon.v1.TryOnEvent;
import java.util.Locale;

/** Events in a few words for people. Stateless. */
final class EventText {
    private EventText() {}

    /** What happened; several lines for an end. */
    static String of(TryOnEvent event) {
        return switch (event.getKindCase()) {
            case ACCEPTED -> "accepted" + step(event);
            case STARTED ->
                "started" + step(event) + " by " + event.getStarted().getWorker()
                        + attempt(event.getStarted().getAttempt());
            case PROGRESS ->
                "denoising" + step(event) + " " + event.getProgress().getDenoiseStep() + "/"
                        + event.getProgress().getDenoiseSteps();
            case COMPLETED -> completed(event.getCompleted());
            case FAILED -> failed(event.getFailed());
            case EXPIRED -> "expired: its deadline passed before a worker was free";
            case CANCELLED ->
                "cancelled by " + event.getCancelled().getBy() + ": "
                        + event.getCancelled().getReason();
            case DEAD_LETTERED -> deadLettered(event.getDeadLettered());
            case KIND_NOT_SET -> "something that this version does not know";
        };
    }

    private static String completed(Completed completed) {
        StringBuilder text = new StringBuilder("completed");
        text.append(completed.getCacheHit() ? ": it was there before" : "");
        line(text, "result", completed.getResult().getUri());
        line(text, "mask", completed.getMask().getUri());
        line(text, "preview", completed.getPreview().getUri());
        line(text, "size", completed.getWidth() + "x" + completed.getHeight());
        Quality quality = completed.getQuality();
        line(
                text,
                "quality",
                String.format(
                        Locale.ROOT,
                        "%d pixels differ outside the mask, which covers %.1f %%",
                        quality.getOutsideMaskDifferingPixels(),
                        100 * quality.getMaskCoverage()));
        quality.getMaskRemarksList().forEach(remark -> line(text, "remark", remark));
        return text.toString();
    }

    private static String failed(Failed failed) {
        StringBuilder text = new StringBuilder("failed: " + failed.getCode());
        line(text, "because", failed.getMessage());
        line(text, "field", failed.getField());
        line(text, "advice", FailureCodes.advice(failed.getCode()));
        return text.toString();
    }

    private static String deadLettered(DeadLettered dead) {
        StringBuilder text = new StringBuilder("dead-lettered after " + dead.getDeliveries() + " deliveries: ");
        text.append(dead.getCode());
        line(text, "because", dead.getMessage());
        line(text, "advice", FailureCodes.advice(dead.getCode()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("\n  ")
                    .append(String.format(Locale.ROOT, "%-8s", name))
                    .append(' ')
                    .append(value);
        }
    }

    private static String step(TryOnEvent event) {
        if (event.getStepCount() < 2 || event.getExpert() == Expert.UNRECOGNIZED) {
            return "";
        }
        String expert = event.getExpert() == Expert.EXPERT_UNSPECIFIED ? "" : " " + ExpertNames.name(event.getExpert());
        return expert + " (step " + (event.getPosition() + 1) + " of " + event.getStepCount() + ")";
    }

    private static String attempt(int attempt) {
        return attempt > 1 ? ", attempt " + Integer.toUnsignedString(attempt) : "";
    }
}
