/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Quality;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import org.junit.jupiter.api.Test;

class ContractJsonTest {
    @Test
    void readsBackWhatItWrites() throws Exception {
        TryOnRequest request = ContractSamples.request();

        assertThat(ContractJson.read(ContractJson.pretty(request), TryOnRequest.newBuilder())
                        .build())
                .isEqualTo(request);
    }

    @Test
    void keepsTheNamesOfTheContract() {
        assertThat(ContractJson.line(ContractSamples.request()))
                .contains("\"request_id\":")
                .doesNotContain("requestId");
    }

    @Test
    void takesTheNamesThatProtobufsJsonUsesElsewhere() throws Exception {
        assertThat(ContractJson.read("{\"requestId\": \"17\"}", TryOnRequest.newBuilder())
                        .getRequestId())
                .isEqualTo("17");
    }

    @Test
    void writesALineAsOneLine() {
        assertThat(ContractJson.line(ContractSamples.request())).hasLineCount(1);
        assertThat(ContractJson.pretty(ContractSamples.request())).contains("\n");
    }

    @Test
    void showsThatNoPixelOutsideTheMaskDiffers() {
        TryOnEvent event = TryOnEvent.newBuilder()
                .setCompleted(Completed.newBuilder().setQuality(Quality.getDefaultInstance()))
                .build();

        assertThat(ContractJson.line(event))
                .contains("\"outside_mask_differing_pixels\":\"0\"", "\"cache_hit\":false", "\"position\":0")
                .doesNotContain("campaign_id");
    }

    @Test
    void refusesFieldsThatTheContractDoesNotHave() {
        assertThatThrownBy(() -> ContractJson.read("{\"colour\": \"red\"}", TryOnRequest.newBuilder()))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining("colour");
    }
}
