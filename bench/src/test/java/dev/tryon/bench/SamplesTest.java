/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void medianAndQuantilesAreThoseOfTheSortedValues() {
        Samples samples = new Samples();
        for (double value : new double[] {5, 1, 4, 2, 3}) {
            samples.add(value);
        }

        assertThat(samples.median()).isEqualTo(3);
        assertThat(samples.quantile(0)).isEqualTo(1);
        assertThat(samples.quantile(1)).isEqualTo(5);
        assertThat(samples.quantile(0.1)).isEqualTo(1.4, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void nothingMeasuredHasNoMedian() {
        assertThatThrownBy(() -> new Samples().median()).hasMessage("nothing was measured");
    }
}
