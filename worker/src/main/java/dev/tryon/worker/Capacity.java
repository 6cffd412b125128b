/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.v1.Lane;

/**
 * How much of one expert a worker takes on.
 *
 * <p>A slot serves one lane. While one batch of a campaign is denoised the next one is fetched and masked, so there are
 * two batches of bulk slots; and beside them slots that shoppers find free whatever the campaigns do.
 *
 * @param batch jobs that are denoised together
 * @param bulkSlots bulk jobs that are leased at a time
 * @param interactiveSlots interactive jobs that are leased at a time
 */
record Capacity(int batch, int bulkSlots, int interactiveSlots) {

    private static final int BATCH_OF_GPU = 8;
    private static final int BATCH_OF_CPU = 1;

    Capacity {
        require(batch >= 1, "tryon.worker.maximum-batch must be 1 or more, is " + batch);
        require(bulkSlots >= 0, "tryon.worker.slots must be 0 or more, is " + bulkSlots);
        require(interactiveSlots >= 0, "tryon.worker.interactive-slots must be 0 or more, is " + interactiveSlots);
        require(
                bulkSlots + interactiveSlots > 0,
                "tryon.worker.slots and tryon.worker.interactive-slots are both 0: this worker would lease nothing");
    }

    /** What is configured, and for the rest what suits the device. */
    static Capacity of(WorkerConfig config) {
        int batch = config.maximumBatch().orElse("cpu".equals(config.device()) ? BATCH_OF_CPU : BATCH_OF_GPU);
        return new Capacity(
                batch,
                config.slots().orElse(2 * batch),
                config.interactiveSlots().orElse(batch));
    }

    int slots() {
        return bulkSlots + interactiveSlots;
    }

    /** Whom a slot serves; slots count from 0. */
    Lane lane(int slot) {
        return slot < interactiveSlots ? Lane.LANE_INTERACTIVE : Lane.LANE_BULK;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidConfigurationException(otherwise, null);
        }
    }
}
