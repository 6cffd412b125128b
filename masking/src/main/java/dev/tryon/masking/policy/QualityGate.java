/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import java.util.Objects;

/**
 * When a mask is doubtful or useless.
 *
 * @param minimumCoverage share of the picture, below which the region is too small to paint
 * @param maximumCoverage share of the picture, above which something is wrong
 * @param maximumComponents separate parts that a region may have
 * @param confidence of the detectors, [0, 1]
 * @param coreCovered share of the core that the region covers, [0, 1]
 * @param leakage share of what has to be protected (face, hands ...) that the region covers all the same, [0, 1]
 */
public record QualityGate(
        double minimumCoverage,
        double maximumCoverage,
        int maximumComponents,
        Bound confidence,
        Bound coreCovered,
        Limit leakage) {
    public QualityGate {
        Ranges.check("gate.minimum-coverage", minimumCoverage, 0, 1);
        Ranges.check("gate.maximum-coverage", maximumCoverage, minimumCoverage, 1);
        Ranges.check("gate.maximum-components", maximumComponents, 1, 100);
        Objects.requireNonNull(confidence, "gate.confidence");
        Objects.requireNonNull(coreCovered, "gate.core-covered");
        Objects.requireNonNull(leakage, "gate.leakage");
    }

    /** Below {@code fail} it fails, below {@code warn} it warns. */
    public record Bound(double warn, double fail) {
        public Bound {
            Ranges.check("gate.*.warn", warn, 0, 1);
            Ranges.check("gate.*.fail", fail, 0, warn);
        }
    }

    /** Above {@code fail} it fails, above {@code warn} it warns. */
    public record Limit(double warn, double fail) {
        public Limit {
            Ranges.check("gate.*.fail", fail, 0, 1);
            Ranges.check("gate.*.warn", warn, 0, fail);
        }
    }
}
