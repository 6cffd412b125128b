/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteCacheTest {

    private final ByteCache<String, byte[]> cache = new ByteCache<>(100, bytes -> bytes.length);

    @Test
    void holdsNoMoreThanItsBytes() {
        for (int i = 0; i < 20; i++) {
            cache.put("thing-" + i, new byte[40]);
        }

        assertThat(cache.bytes()).isPositive().isLessThanOrEqualTo(100);
    }

    @Test
    void countsWhatWasThereAndWhatWasNot() {
        cache.put("thing", new byte[40]);

        assertThat(cache.get("thing")).isPresent();
        assertThat(cache.get("other")).isEmpty();
        assertThat(cache.get("thing")).isPresent();
        assertThat(cache.hits()).isEqualTo(2);
        assertThat(cache.misses()).isEqualTo(1);
    }

    @Test
    void keepsNothingLargerThanAllOfIt() {
        cache.put("large", new byte[101]);

        assertThat(cache.get("large")).isEmpty();
    }
}
