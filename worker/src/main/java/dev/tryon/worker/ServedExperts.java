/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.masking.MaskerFactory;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Expert;
import dev.tryon.worker.bundle.BundleSource;
import dev.tryon.worker.bundle.ExpertBundle;
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
    static ServedExperts of(WorkerConfig config, BundleSource bundles, MaskerFactory maskers) {
        List<Served> all = new ArrayList<>();
        for (String name : config.experts().orElseGet(bundles::names)) {
            all.add(served(name, bundles, maskers));
        }
        if (all.isEmpty()) {
            throw new InvalidConfigurationException(
                    "there is no expert to serve: tryon.worker.bundles is " + config.bundles()
                            + ", where nothing is named like an expert and holds a bundle.json; known experts: "
                            + ExpertNames.all(),
                    null);
        }
        config.memoryBudgetBytes().ifPresent(budget -> all.forEach(served -> requireFits(served, budget)));
        return new ServedExperts(List.copyOf(all));
    }

    List<ExpertBundle> bundles() {
        return all.stream().map(Served::bundle).toList();
    }

    private static void requireFits(Served served, long budget) {
        if (served.bundle().bytes() > budget) {
            throw new InvalidConfigurationException(
                    "tryon.worker.memory-budget-bytes is " + budget + ", but expert " + served.name() + " alone has "
                            + served.bundle().bytes() + "; raise it, or leave the expert out of tryon.worker.experts",
                    null);
        }
    }

    private static Served served(String name, BundleSource bundles, MaskerFactory maskers) {
        Expert expert = ExpertNames.expert(name.strip())
                .orElseThrow(() -> new InvalidConfigurationException(
                        "tryon.worker.experts names '" + name + "'; known: " + ExpertNames.all(), null));
        MaskPolicy.CanvasSize canvas = MaskPolicies.of(expert).crop().canvas();
        return new Served(
                expert,
                bundles.open(ExpertNames.name(expert))
                        .requirePolicy(maskers.policyFingerprint(expert))
                        .requireCanvas(canvas.width(), canvas.height()));
    }
}
