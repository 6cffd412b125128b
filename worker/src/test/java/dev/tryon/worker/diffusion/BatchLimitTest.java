/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLimitTest {

    @Test
    void halvesWhatWasTooLarge() {
        BatchLimit limit = new BatchLimit(8);

        limit.tooLarge(6);

        assertThat(limit.now()).isEqualTo(3);
    }

    @Test
    void neverFallsBelowOne() {
        BatchLimit limit = new BatchLimit(8);

        limit.tooLarge(1);

        assertThat(limit.now()).isEqualTo(1);
    }

    @Test
    void growsByOneAfterManyFullBatchesAndNotBeyondItsMost() {
        BatchLimit limit = new BatchLimit(4);
        limit.tooLarge(4);

        for (int i = 0; i < 63; i++) {
            limit.wentWell(2);
        }
        limit.wentWell(1); // not full: says nothing of a larger one
        assertThat(limit.now()).isEqualTo(2);
        limit.wentWell(2);
        assertThat(limit.now()).isEqualTo(3);

        for (int i = 0; i < 1000; i++) {
            limit.wentWell(limit.now());
        }
        assertThat(limit.now()).isEqualTo(4);
    }
}
