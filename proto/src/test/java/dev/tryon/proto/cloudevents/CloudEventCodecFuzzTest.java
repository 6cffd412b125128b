/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tryon.proto.RequestRules;
import dev.tryon.v1.TryOnRequest;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Whatever bytes a record holds, a consumer goes on: they become a message or a reason, never an exception. */
class CloudEventCodecFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void anyRecordIsAMessageOrAReason(FuzzedDataProvider data) {
        Headers headers = new RecordHeaders();
        if (data.consumeBoolean()) {
            headers.add("ce_specversion", new byte[] {'1', '.', '0'});
            headers.add("ce_id", data.consumeBytes(20));
            headers.add("ce_source", data.consumeBytes(20));
            headers.add("ce_type", "dev.tryon.v1.request".getBytes(UTF_8));
            headers.add("ce_subject", data.consumeBytes(40));
            headers.add(
                    "content-type",
                    data.consumeBoolean() ? "application/protobuf".getBytes(UTF_8) : data.consumeBytes(20));
        }
        for (int more = data.consumeInt(0, 3); more > 0; more--) {
            headers.add(data.consumeAsciiString(20), data.consumeBytes(20));
        }

        Decoded<TryOnRequest> decoded =
                CloudEventCodec.REQUESTS.decode(headers, data.consumeBoolean() ? null : data.consumeRemainingAsBytes());

        if (decoded instanceof Malformed<TryOnRequest> malformed) {
            assertThat(malformed.text()).isNotBlank();
        } else {
            // What is a message may still break rules, and asking must not break either.
            assertThat(RequestRules.violations(decoded.event().orElseThrow().message()))
                    .isNotNull();
        }
    }
}
