/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.masking.MaskerFactory;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Expert;
import dev.tryon.worker.bundle.ExpertBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The experts of a worker, each with its verified bundle. Immutable. */
record ServedExperts(List<Served> all) {

    /** One of them. */
    record Served(Expert expert, ExpertBundle bundle) {
        String name() {
            return ExpertNames.name(expert);
        }
    }

    /**
     * Reads and verifies the bundles of the experts that are asked for, or of all that have one.
     *
     * @throws InvalidConfigurationException when an expert is not known or there is none
     * @throws dev.tryon.worker.bundle.BundleRefusedException when a bundle is not what its masks need
     */
    static ServedExperts of(WorkerConfig config, MaskerFactory maskers) {
        List<Served> all = new ArrayList<>();
        for (String name : config.experts().orElseGet(() -> ExpertBundle.names(config.bundles()))) {
            all.add(served(name, config.bundles(), maskers));
        }
        if (all.isEmpty()) {
            throw new InvalidConfigurationException(
                    "there is no expert to serve: tryon.worker.bundles is " + config.bundles()
                            + ", which holds no folder named like an expert with a bundle.json; known experts: "
                            + ExpertNames.all(),
                    null);
        }
        return new ServedExperts(List.copyOf(all));
    }

    List<ExpertBundle> bundles() {
        return all.stream().map(Served::bundle).toList();
    }

    private static Served served(String name, Path bundles, MaskerFactory maskers) {
        Expert expert = ExpertNames.expert(name.strip())
                .orElseThrow(() -> new InvalidConfigurationException(
                        "tryon.worker.experts names '" + name + "'; known: " + ExpertNames.all(), null));
        MaskPolicy.CanvasSize canvas = MaskPolicies.of(expert).crop().canvas();
        return new Served(
                expert,
                ExpertBundle.open(bundles.resolve(ExpertNames.name(expert)))
                        .requirePolicy(maskers.policyFingerprint(expert))
                        .requireCanvas(canvas.width(), canvas.height()));
    }
}
