/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.policy.QualityGate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mask is like and what the policy's quality gate says about it. Immutable.
 *
 * @param coverage share of the picture, [0, 1]
 * @param components separate parts
 * @param confidence of the detectors, [0, 1]; 1 for a mask that a user gave
 * @param coreCovered share of the core that is covered, [0, 1]
 * @param remarks why the verdict is not ACCEPTED, for people
 */
public record MaskReport(
        double coverage, int components, double confidence, double coreCovered, Verdict verdict, List<String> remarks) {
    /** Ordered from good to bad. */
    public enum Verdict {
        ACCEPTED,
        WARNED,
        FAILED
    }

    public MaskReport {
        remarks = List.copyOf(remarks);
    }

    /** A user's own mask is taken as it is. */
    public static MaskReport ofOverride(double coverage, int components) {
        return new MaskReport(coverage, components, 1, 1, Verdict.ACCEPTED, List.of());
    }

    static MaskReport judge(double coverage, int components, double confidence, double coreCovered, QualityGate gate) {
        Judgement judgement = new Judgement();
        if (coverage < gate.minimumCoverage()) {
            judgement.add(Verdict.FAILED, "the region covers only %.2f %% of the picture", 100 * coverage);
        }
        if (coverage > gate.maximumCoverage()) {
            judgement.add(Verdict.FAILED, "the region covers %.0f %% of the picture", 100 * coverage);
        }
        if (components > gate.maximumComponents()) {
            judgement.add(Verdict.WARNED, "the region falls into %.0f parts", components);
        }
        judgement.bound(confidence, gate.confidence(), "the detectors are only %.0f %% sure of the body");
        judgement.bound(coreCovered, gate.coreCovered(), "only %.0f %% of the garment's place can be painted");
        return new MaskReport(coverage, components, confidence, coreCovered, judgement.verdict, judgement.remarks);
    }

    private static final class Judgement {
        private final List<String> remarks = new ArrayList<>();
        private Verdict verdict = Verdict.ACCEPTED;

        void add(Verdict found, String remark, double value) {
            remarks.add(remark.formatted(value));
            verdict = found.compareTo(verdict) > 0 ? found : verdict;
        }

        void bound(double value, QualityGate.Bound bound, String remark) {
            if (value < bound.warn()) {
                add(value < bound.fail() ? Verdict.FAILED : Verdict.WARNED, remark, 100 * value);
            }
        }
    }
}
