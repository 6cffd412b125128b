/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.tryon.proto.ContractSamples;
import dev.tryon.proto.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole records, byte for byte: topic, key, headers and value. A text form of the message stands above its bytes, so
 * that a difference can be read.
 */
class GoldenRecordTest {
    private static final TraceContext TRACE =
            new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=1");

    @Test
    void requestStaysAsItIs() {
        check("request", CloudEventCodec.REQUESTS, ContractSamples.request());
    }

    @Test
    void retryStaysAsItIs() {
        check("retry", CloudEventCodec.RETRIES, ContractSamples.retry());
    }

    @Test
    void controlStaysAsItIs() {
        check("control", CloudEventCodec.CONTROL, ContractSamples.control());
    }

    @Test
    void redriveStaysAsItIs() {
        check("control.redrive", CloudEventCodec.CONTROL, ContractSamples.redrive());
    }

    @Test
    void campaignStaysAsItIs() {
        check("campaign", CloudEventCodec.CAMPAIGNS, ContractSamples.campaign());
    }

    @Test
    void campaignProgressStaysAsItIs() {
        check("campaign-progress", CloudEventCodec.CAMPAIGN_PROGRESS, ContractSamples.campaignProgress());
    }

    @Test
    void decisionStaysAsItIs() {
        check("decision", CloudEventCodec.DECISIONS, ContractSamples.decision());
    }

    static Stream<String> kinds() {
        return ContractSamples.events().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eventStaysAsItIs(String kind) {
        check("event." + kind, CloudEventCodec.EVENTS, Records.event(kind));
    }

    private static <M extends Message> void check(String name, CloudEventCodec<M> codec, M message) {
        ProducerRecord<byte[], byte[]> record = codec.encode(message, "/tryon/golden", TRACE);

        Snapshot.check("golden/" + name + ".txt", text(record, message));
        assertThat(codec.decode(Records.received(record)).event())
                .hasValueSatisfying(event -> assertThat(event.message()).isEqualTo(message));
    }

    private static String text(ProducerRecord<byte[], byte[]> record, Message message) {
        StringBuilder text = new StringBuilder();
        text.append("topic: ").append(record.topic()).append('\n');
        text.append("key: ").append(new String(record.key(), UTF_8)).append('\n');
        record.headers()
                .forEach(header -> text.append(header.key())
                        .append(": ")
                        .append(new String(header.value(), UTF_8))
                        .append('\n'));
        text.append('\n').append(TextFormat.printer().printToString(message)).append('\n');
        String hex = HexFormat.of().formatHex(bytes(message));
        for (int start = 0; start < hex.length(); start += 64) {
            text.append(hex, start, Math.min(hex.length(), start + 64)).append('\n');
        }
        return text.toString();
    }

    /** Maps have no order on the wire; here they get one. */
    private static byte[] bytes(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.useDeterministicSerialization();
        try {
            message.writeTo(output);
            output.flush();
        } catch (IOException e) {
            throw new AssertionError("a byte array takes every byte", e);
        }
        return bytes.toByteArray();
    }
}
