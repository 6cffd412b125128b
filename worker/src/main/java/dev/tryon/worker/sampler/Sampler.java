/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a run goes from level to level. Every step is a weighted sum of latent, prediction and the clean picture that the
 * step before saw, so that jobs with different samplers advance in one batch. Stateless.
 */
public enum Sampler {
    /** Euler's method on the probability flow of rectified flow: {@code x′ = x + (σ′ − σ)·v} (Esser et al. 2024). */
    FLOW_MATCH_EULER("flow-match-euler") {
        @Override
        Mix next(NoiseLevel from, NoiseLevel to, Mix clean, Optional<NoiseLevel> before) {
            return ddim(from, to, clean);
        }
    },
    /** Song et al. 2021, "Denoising Diffusion Implicit Models", eq. 12 with σ = 0. */
    DDIM("ddim") {
        @Override
        Mix next(NoiseLevel from, NoiseLevel to, Mix clean, Optional<NoiseLevel> before) {
            return ddim(from, to, clean);
        }
    },
    /**
     * Lu et al. 2022, "DPM-Solver++", algorithm 2: {@code x′ = σ′/σ·x − α′·(e^(−h) − 1)·D} with {@code h = λ′ − λ},
     * {@code D = (1 + 1/2r)·x0 − 1/2r·x0_before}, {@code r = h_before / h}. The first step has no step before it and the
     * last ends where h is infinite: both are of first order, which is DDIM.
     */
    DPM_SOLVER_2M("dpm-solver++2m") {
        @Override
        Mix next(NoiseLevel from, NoiseLevel to, Mix clean, Optional<NoiseLevel> before) {
            if (before.isEmpty() || to.noise() == 0) {
                return ddim(from, to, clean);
            }
            double h = to.lambda() - from.lambda();
            double ratio = (from.lambda() - before.get().lambda()) / h;
            double weight = -to.signal() * Math.expm1(-h);
            Mix latent = new Mix(to.noise() / from.noise(), 0, -weight / (2 * ratio));
            return Mix.sum(latent, weight * (1 + 1 / (2 * ratio)), clean);
        }
    };

    private final String text;

    Sampler(String text) {
        this.text = text;
    }

    abstract Mix next(NoiseLevel from, NoiseLevel to, Mix clean, Optional<NoiseLevel> before);

    /** The steps of a run, in order. */
    public List<SamplerStep> run(List<NoiseLevel> levels, Prediction prediction) {
        List<SamplerStep> steps = new ArrayList<>();
        for (int i = 0; i + 1 < levels.size(); i++) {
            NoiseLevel from = levels.get(i);
            Mix clean = prediction.clean(from);
            Optional<NoiseLevel> before = i == 0 ? Optional.empty() : Optional.of(levels.get(i - 1));
            steps.add(new SamplerStep((float) from.timestep(), next(from, levels.get(i + 1), clean, before), clean));
        }
        return List.copyOf(steps);
    }

    /** As bundles call it. */
    public String text() {
        return text;
    }

    public static Optional<Sampler> of(String text) {
        for (Sampler one : values()) {
            if (one.text.equals(text)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** {@code x′ = σ′/σ·x + (α′ − α·σ′/σ)·x0}: the noise that is in x, less of it. */
    private static Mix ddim(NoiseLevel from, NoiseLevel to, Mix clean) {
        double kept = to.noise() / from.noise();
        return Mix.sum(new Mix(kept, 0, 0), to.signal() - from.signal() * kept, clean);
    }
}
