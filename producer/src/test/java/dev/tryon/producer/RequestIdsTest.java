/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
    @Test
    void freshIdsDifferAndSortByAge() {
        assertThat(Stream.generate(RequestIds::fresh).limit(1000))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void freshIdSaysWhenItWasMade() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());

        String id = RequestIds.fresh();

        assertThat(RequestIds.madeAt(id))
                .hasValueSatisfying(madeAt -> assertThat(madeAt).isBetween(before, Instant.now()));
    }

    @Test
    void readsTheTimeOfTheExampleInTheStandard() {
        // RFC 9562, appendix A.6.
        assertThat(RequestIds.madeAt("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
                .hasValue(Instant.parse("2022-02-22T19:22:22Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "9c1b2f4e-8a57-5d36-b0e2-6f3d1c7a9e84"})
    void otherIdsDoNotSayWhenTheyWereMade(String id) {
        assertThat(RequestIds.madeAt(id)).isEmpty();
    }
}
