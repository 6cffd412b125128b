/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import java.util.ArrayList;
import java.util.List;

/**
 * The schedule of Stable Diffusion 1 and 2: a variance-preserving chain (Ho et al. 2020, "Denoising Diffusion
 * Probabilistic Models", eq. 4) of {@code trainSteps} steps whose √β rises evenly (Rombach et al. 2022, appendix B). A
 * run stops at evenly spaced steps counted from the noisiest ("trailing": Lin et al. 2024, "Common Diffusion Noise
 * Schedules and Sample Steps are Flawed", table 2), so that it starts where the strength says and not a step below. The
 * denoiser is told the step, 0 to {@code trainSteps − 1}.
 *
 * @param betaStart β of the first step, as 0.00085
 * @param betaEnd β of the last step, as 0.012
 * @param trainSteps length of the chain, as 1000
 */
public record ScaledLinear(double betaStart, double betaEnd, int trainSteps) implements NoiseSchedule {

    public ScaledLinear {
        if (!(betaStart > 0 && betaStart <= betaEnd && betaEnd < 1) || trainSteps < 2) {
            throw new IllegalArgumentException("betaStart " + betaStart + ", betaEnd " + betaEnd + ", trainSteps "
                    + trainSteps + " are out of range: 0 < betaStart <= betaEnd < 1, trainSteps 2 or more");
        }
    }

    @Override
    public List<NoiseLevel> levels(int steps, double strength) {
        NoiseSchedule.check(steps, strength);
        double[] products = products();
        List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double share = strength * (steps - i) / steps;
            int step = (int) Math.max(0, Math.round(share * trainSteps) - 1);
            levels.add(new NoiseLevel(step, Math.sqrt(products[step]), Math.sqrt(1 - products[step])));
        }
        levels.add(NoiseLevel.CLEAN);
        return levels;
    }

    /** ᾱ of each step: the product of all 1 − β so far. */
    private double[] products() {
        double[] products = new double[trainSteps];
        double product = 1;
        double first = Math.sqrt(betaStart);
        double rise = (Math.sqrt(betaEnd) - first) / (trainSteps - 1);
        for (int i = 0; i < trainSteps; i++) {
            double root = first + rise * i;
            product *= 1 - root * root;
            products[i] = product;
        }
        return products;
    }
}
