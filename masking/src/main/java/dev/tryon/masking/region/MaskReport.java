/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.policy.QualityGate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mask is like and what the policy's quality gate says about it. Immutable.
 *
 * @param remarks why the verdict is not ACCEPTED, for people
 */
public record MaskReport(Measures measures, Verdict verdict, List<String> remarks) {
    /** Ordered from good to bad. */
    public enum Verdict {
        ACCEPTED,
        WARNED,
        FAILED
    }

    /**
     * @param coverage share of the picture, [0, 1]
     * @param components separate parts
     * @param confidence of the detectors, [0, 1]; 1 for a mask that a user gave
     * @param coreCovered share of what should be painted that is covered, [0, 1]
     * @param leakage share of what has to be protected that is covered all the same, [0, 1]
     */
    public record Measures(double coverage, int components, double confidence, double coreCovered, double leakage) {}

    public MaskReport {
        remarks = List.copyOf(remarks);
    }

    /** A user's own mask is taken as it is. */
    public static MaskReport ofOverride(double coverage, int components) {
        return new MaskReport(new Measures(coverage, components, 1, 1, 0), Verdict.ACCEPTED, List.of());
    }

    /** After a user changed the mask that this is about: verdict and remarks are about the photo and stay. */
    MaskReport withMask(double coverage, int components) {
        Measures changed =
                new Measures(coverage, components, measures.confidence(), measures.coreCovered(), measures.leakage());
        return new MaskReport(changed, verdict, remarks);
    }

    static MaskReport judge(Measures measures, QualityGate gate) {
        Judgement judgement = new Judgement();
        if (measures.coverage < gate.minimumCoverage()) {
            judgement.add(Verdict.FAILED, "the region covers only %.2f %% of the picture", 100 * measures.coverage);
        }
        if (measures.coverage > gate.maximumCoverage()) {
            judgement.add(Verdict.FAILED, "the region covers %.0f %% of the picture", 100 * measures.coverage);
        }
        if (measures.components > gate.maximumComponents()) {
            judgement.add(Verdict.WARNED, "the region falls into %.0f parts", measures.components);
        }
        judgement.bound(measures.confidence, gate.confidence(), "the detectors are only %.0f %% sure of what they see");
        judgement.bound(measures.coreCovered, gate.coreCovered(), "only %.0f %% of the product's place can be painted");
        judgement.limit(measures.leakage, gate.leakage(), "%.0f %% of what has to be protected would be painted over");
        return new MaskReport(measures, judgement.verdict, judgement.remarks);
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

        void limit(double value, QualityGate.Limit limit, String remark) {
            if (value > limit.warn()) {
                add(value > limit.fail() ? Verdict.FAILED : Verdict.WARNED, remark, 100 * value);
            }
        }
    }
}
