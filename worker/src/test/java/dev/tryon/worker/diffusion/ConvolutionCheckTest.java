/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConvolutionCheckTest {

    @Test
    void passesWhoeverIsRightButForRounding() {
        assertThatCode(() -> ConvolutionCheck.run((pictures, weights) -> off(pictures, weights, 0.001)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesWhatIsWrongAndTheCure() {
        assertThatThrownBy(() -> ConvolutionCheck.run((pictures, weights) -> off(pictures, weights, 0.5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("17 to 24 channels")
                .hasMessageContaining("ONEDNN_MAX_CPU_ISA=SSE41");
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> ConvolutionCheck.run((pictures, weights) -> off(pictures, weights, Double.NaN)))
                .hasMessageContaining("gave NaN");
    }

    @Test
    void refusesRestOfBlockThatIsNotCleared() {
        // The last channel of the input counts with what the memory held before, here its neighbour's.
        assertThatThrownBy(() -> ConvolutionCheck.run((pictures, weights) -> {
                    float[] read = pictures.clone();
                    System.arraycopy(pictures, 15 * 144, read, 16 * 144, 144);
                    return off(read, weights, 0);
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static float[] off(float[] pictures, float[] weights, double by) {
        double[] right = ConvolutionCheck.plain(pictures, weights);
        float[] given = new float[right.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = (float) right[i];
        }
        given[given.length - 1] += (float) by;
        return given;
    }
}
