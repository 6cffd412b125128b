/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentIdsTest {
    @Test
    void tellsADuplicate() {
        RecentIds ids = new RecentIds(2);

        assertThat(ids.add("a")).isTrue();
        assertThat(ids.add("a")).isFalse();
    }

    @Test
    void forgetsTheEldestWhenFull() {
        RecentIds ids = new RecentIds(2);
        ids.add("a");
        ids.add("b");
        ids.add("c");

        assertThat(ids.add("b")).isFalse();
        assertThat(ids.add("a")).isTrue();
    }

    @Test
    void refusesToRememberNothing() {
        assertThatThrownBy(() -> new RecentIds(0)).hasMessageContaining("capacity");
    }
}
