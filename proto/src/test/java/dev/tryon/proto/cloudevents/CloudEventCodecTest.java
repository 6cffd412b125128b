/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.proto.ContractSamples;
import dev.tryon.proto.cloudevents.Malformed.Reason;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventCodecTest {
    private static final TraceContext TRACE =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");

    private final TryOnRequest request = ContractSamples.request();
    private final ProducerRecord<byte[], byte[]> record = CloudEventCodec.REQUESTS.encode(request, "/test", TRACE);

    @Test
    void theCloudEventsSdkReadsOurRecords() {
        io.cloudevents.CloudEvent event =
                KafkaMessageFactory.createReader(Records.received(record)).toEvent();

        assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
        assertThat(event.getId()).isEqualTo(ContractSamples.REQUEST_ID + "/1/request/2");
        assertThat(event.getType()).isEqualTo("dev.tryon.v1.request");
        assertThat(event.getSource()).hasToString("/test");
        assertThat(event.getSubject()).isEqualTo(ContractSamples.REQUEST_ID);
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-01-01T00:00:00.123Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/protobuf");
        assertThat(event.getData().toBytes()).isEqualTo(record.value());
    }

    @Test
    void keyIsTheRequestId() {
        assertThat(new String(record.key(), UTF_8)).isEqualTo(ContractSamples.REQUEST_ID);
    }

    @Test
    void sameEventTwiceHasTheSameId() {
        TryOnEvent completed = Records.event("completed");

        assertThat(id(completed)).isEqualTo(id(completed)).isEqualTo(ContractSamples.REQUEST_ID + "/1/completed");
    }

    @Test
    void eventsThatHappenSeveralTimesAtAStepHaveIdsOfTheirOwn() {
        TryOnEvent progress = Records.event("progress");
        TryOnEvent.Builder next = progress.toBuilder();
        next.getProgressBuilder().setDenoiseStep(8);

        assertThat(id(progress)).isNotEqualTo(id(next.build()));
        assertThat(id(Records.event("started"))).endsWith("/1/started/2");
    }

    @Test
    void carriesTheTrace() {
        assertThat(CloudEventCodec.REQUESTS.decode(Records.received(record)).event())
                .hasValueSatisfying(event -> assertThat(event.trace()).hasValue(TRACE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-0-0-01", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"})
    void brokenTraceparentIsNoReasonToRefuseARecord(String traceparent) {
        header("traceparent", traceparent);

        assertThat(CloudEventCodec.REQUESTS
                        .decode(record.headers(), record.value())
                        .event())
                .hasValueSatisfying(event -> assertThat(event.trace()).isEmpty());
    }

    @Test
    void refusesToWriteABrokenTraceparent() {
        assertThatThrownBy(() -> new TraceContext("00-0-0-01", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("00-0-0-01");
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion,0.3,UNKNOWN_SPECVERSION",
        "ce_type,dev.tryon.v1.completed,UNKNOWN_TYPE",
        "ce_subject,another,CONTRADICTION",
        "content-type,application/json,UNKNOWN_CONTENT_TYPE"
    })
    void recordWithAnotherHeaderIsMalformed(String name, String value, Reason reason) {
        header(name, value);

        assertMalformed(record.headers(), record.value(), reason, name, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "content-type"})
    void recordWithoutARequiredHeaderIsMalformed(String name) {
        record.headers().remove(name);

        assertMalformed(record.headers(), record.value(), Reason.MISSING_HEADER, name);
    }

    @Test
    void recordThatSaysItsTypeTwiceIsMalformed() {
        record.headers().add("ce_type", "dev.tryon.v1.request".getBytes(UTF_8));

        assertMalformed(record.headers(), record.value(), Reason.MISSING_HEADER, "ce_type");
    }

    @Test
    void recordWithoutHeadersIsMalformed() {
        assertMalformed(new RecordHeaders(), record.value(), Reason.MISSING_HEADER, "ce_specversion");
    }

    @Test
    void bytesThatAreNotTheMessageAreMalformed() {
        assertMalformed(record.headers(), "no protobuf".getBytes(UTF_8), Reason.NOT_THE_MESSAGE, "11 bytes");
    }

    @Test
    void messageCutShortIsMalformed() {
        byte[] half = Arrays.copyOf(record.value(), record.value().length / 2);

        assertMalformed(record.headers(), half, Reason.NOT_THE_MESSAGE, "request");
    }

    @Test
    void tombstoneIsMalformed() {
        Decoded<TryOnRequest> decoded = CloudEventCodec.REQUESTS.decode(record.headers(), null);

        assertThat(decoded).isEqualTo(new Malformed<>(Reason.NO_VALUE, "the record has no value"));
    }

    @Test
    void kindOfANewerContractIsMalformedForThisOne() {
        TryOnEvent withoutKnownKind =
                Records.event("accepted").toBuilder().clearAccepted().build();
        ProducerRecord<byte[], byte[]> newer = CloudEventCodec.EVENTS.encode(withoutKnownKind, "/test", null);
        newer.headers().remove("ce_type").add("ce_type", "dev.tryon.v1.paused".getBytes(UTF_8));

        assertThat(CloudEventCodec.EVENTS.decode(newer.headers(), newer.value()).malformed())
                .hasValueSatisfying(malformed -> assertThat(malformed.reason()).isEqualTo(Reason.UNKNOWN_TYPE));
    }

    @Test
    void fieldsOfANewerContractAreKept() {
        byte[] newer = Arrays.copyOf(record.value(), record.value().length + 3);
        // Field 100, varint 1.
        System.arraycopy(new byte[] {(byte) 0xa0, 0x06, 0x01}, 0, newer, record.value().length, 3);

        Optional<byte[]> written = CloudEventCodec.REQUESTS
                .decode(record.headers(), newer)
                .event()
                .map(event -> CloudEventCodec.REQUESTS
                        .encode(event.message(), "/test", null)
                        .value());

        assertThat(written).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(newer));
    }

    private void header(String name, String value) {
        record.headers().remove(name).add(name, value.getBytes(UTF_8));
    }

    private static String id(TryOnEvent event) {
        Headers headers = CloudEventCodec.EVENTS.encode(event, "/test", null).headers();
        return new String(headers.lastHeader("ce_id").value(), UTF_8);
    }

    private static void assertMalformed(Headers headers, byte[] value, Reason reason, String... texts) {
        assertThat(CloudEventCodec.REQUESTS.decode(headers, value).malformed()).hasValueSatisfying(malformed -> {
            assertThat(malformed.reason()).isEqualTo(reason);
            assertThat(malformed.text()).contains(List.of(texts));
        });
    }
}
