/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import dev.tryon.v1.Quality;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a measure must keep to. Immutable.
 *
 * @param minimum at least this, or null
 * @param maximum at most this, or null
 */
public record Threshold(
        Measure measure, @Nullable Double minimum, @Nullable Double maximum) {

    public Threshold {
        if (minimum == null && maximum == null) {
            throw new InvalidWorkflowException(measure.key() + ": give a minimum or a maximum");
        }
        if ((minimum != null && !Double.isFinite(minimum)) || (maximum != null && !Double.isFinite(maximum))) {
            throw new InvalidWorkflowException(
                    measure.key() + ": minimum " + minimum + " and maximum " + maximum + " must be finite numbers");
        }
        if (minimum != null && maximum != null && minimum > maximum) {
            throw new InvalidWorkflowException(
                    measure.key() + ": the minimum " + minimum + " is above the maximum " + maximum);
        }
    }

    /** What is wrong with a result; empty when it keeps to this. A value that is no number keeps to nothing. */
    public Optional<String> breach(Quality quality) {
        double value = measure.of(quality);
        if (minimum != null && !(value >= minimum)) {
            return Optional.of(text(value, "below", minimum));
        }
        if (maximum != null && !(value <= maximum)) {
            return Optional.of(text(value, "above", maximum));
        }
        return Optional.empty();
    }

    private String text(double value, String how, double limit) {
        return String.format(Locale.ROOT, "%s %.4g is %s %.4g", measure.label(), value, how, limit);
    }
}
