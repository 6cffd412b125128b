/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.sampler;

import java.util.Optional;

/** What a denoiser predicts, and how the clean picture follows from it: {@code x0 = latent·x + prediction·p}. */
public enum Prediction {
    /** The noise ε: {@code x0 = (x − noise·ε) / signal} (Ho et al. 2020, eq. 15). */
    EPSILON("epsilon") {
        @Override
        Mix clean(NoiseLevel at) {
            return new Mix(1 / at.signal(), -at.noise() / at.signal(), 0);
        }
    },
    /** {@code v = signal·ε − noise·x0}: {@code x0 = signal·x − noise·v} (Salimans and Ho 2022, appendix D). */
    V("v") {
        @Override
        Mix clean(NoiseLevel at) {
            return new Mix(at.signal(), -at.noise(), 0);
        }
    },
    /** The velocity ε − x0 of rectified flow: {@code x0 = x − noise·p}. */
    FLOW("flow") {
        @Override
        Mix clean(NoiseLevel at) {
            return new Mix(1, -at.noise(), 0);
        }
    };

    private final String text;

    Prediction(String text) {
        this.text = text;
    }

    abstract Mix clean(NoiseLevel at);

    /** As bundles call it. */
    public String text() {
        return text;
    }

    public static Optional<Prediction> of(String text) {
        for (Prediction one : values()) {
            if (one.text.equals(text)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
