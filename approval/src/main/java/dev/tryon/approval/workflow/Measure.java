/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import dev.tryon.v1.Quality;
import java.util.Locale;
import java.util.Optional;

/** A quality measure that a result carries, as workflows and the console name it. */
public enum Measure {
    OUTSIDE_MASK_DIFFERING_PIXELS("outside the mask", Quality::getOutsideMaskDifferingPixels),
    SEAM_GRADIENT("seam", Quality::getSeamGradient),
    PRODUCT_DELTA_E("colour to product, ΔE", Quality::getProductDeltaE),
    SHARPNESS("sharpness", Quality::getSharpness),
    MASK_COVERAGE("mask coverage", Quality::getMaskCoverage),
    MASK_LEAKAGE("mask leakage", Quality::getMaskLeakage),
    MASK_CONFIDENCE("mask confidence", Quality::getMaskConfidence),
    MASK_CORE_COVERED("core covered", Quality::getMaskCoreCovered),
    MASK_COMPONENTS("mask parts", Quality::getMaskComponents);

    /** Reads a measure; has no state. */
    @FunctionalInterface
    @com.google.errorprone.annotations.Immutable
    private interface Reading {
        double of(Quality quality);
    }

    private final String label;
    private final Reading value;

    Measure(String label, Reading value) {
        this.label = label;
        this.value = value;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** As workflows write it: {@code seam-gradient}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public double of(Quality quality) {
        return value.of(quality);
    }

    static Optional<Measure> named(String key) {
        for (Measure measure : values()) {
            if (measure.key().equals(key)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }
}
