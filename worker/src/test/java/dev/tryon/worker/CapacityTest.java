/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.v1.Lane;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapacityTest {

    @Test
    void oneJobAtATimeOnACpuAnotherPreparedAndOneForAShopper() {
        assertThat(capacity(Map.of())).isEqualTo(new Capacity(1, 2, 1));
    }

    @Test
    void twoBatchesOfCampaignsAndOneOfShoppersOnAGpu() {
        assertThat(capacity(Map.of("tryon.worker.device", "cuda:0"))).isEqualTo(new Capacity(8, 16, 8));
    }

    @Test
    void interactiveSlotsComeFirst() {
        Capacity capacity = new Capacity(1, 2, 1);

        assertThat(List.of(capacity.lane(0), capacity.lane(1), capacity.lane(2)))
                .containsExactly(Lane.LANE_INTERACTIVE, Lane.LANE_BULK, Lane.LANE_BULK);
    }

    @Test
    void refusesAWorkerWithoutASlot() {
        assertThatThrownBy(() -> capacity(Map.of("tryon.worker.slots", "0", "tryon.worker.interactive-slots", "0")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("tryon.worker.interactive-slots")
                .hasMessageContaining("lease nothing");
    }

    @Test
    void refusesABatchOfNothing() {
        assertThatThrownBy(() -> capacity(Map.of("tryon.worker.maximum-batch", "0")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("tryon.worker.maximum-batch");
    }

    private static Capacity capacity(Map<String, String> settings) {
        return Capacity.of(Configuration.read(List.of(WorkerConfig.class), null, Map.of(), settings)
                .get(WorkerConfig.class));
    }
}
