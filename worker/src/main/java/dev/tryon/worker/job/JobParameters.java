/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.v1.Parameters;
import dev.tryon.worker.bundle.BundleManifest;

/**
 * What a step asks for, with the bundle's defaults for what it leaves open.
 *
 * @param strength noise level of the start, in (0, 1]
 * @param feather inward, as a share of the crop's longer side
 */
record JobParameters(int steps, float guidance, long seed, float strength, float feather) {

    static JobParameters of(Parameters asked, BundleManifest.SamplerDefaults defaults) {
        return new JobParameters(
                asked.hasSteps() ? asked.getSteps() : defaults.steps(),
                asked.hasGuidance() ? asked.getGuidance() : (float) defaults.guidance(),
                asked.getSeed(),
                asked.hasStrength() ? asked.getStrength() : (float) defaults.strength(),
                asked.hasFeather() ? asked.getFeather() : (float) defaults.feather());
    }
}
