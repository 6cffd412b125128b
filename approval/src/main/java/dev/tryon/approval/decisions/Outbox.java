/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Decision;
import dev.tryon.v1.TryOnRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Records that are to be sent, written in the transaction that decided them: what was decided is told although the
 * process dies in between, and what was rolled back is never told. {@link OutboxPublisher} sends them. Stateless.
 */
public final class Outbox {

    private static final String SOURCE = "/tryon/approval";

    private final Tracing tracing;

    /** @param tracing records each request that a reviewer wishes for; its trace begins here */
    public Outbox(Tracing tracing) {
        this.tracing = tracing;
    }

    void decisions(Handle handle, List<Decision> decisions) {
        write(
                handle,
                decisions.stream()
                        .map(decision -> CloudEventCodec.DECISIONS.encode(decision, SOURCE, null))
                        .toList());
    }

    void request(Handle handle, TryOnRequest request) {
        try (OpenSpan span = tracing.writing("submit", null)
                .with("requestId", request.getRequestId())
                .with("redoOf", request.getRedoOf())) {
            write(handle, List.of(CloudEventCodec.REQUESTS.encode(request, SOURCE, span.context())));
        }
    }

    private static void write(Handle handle, List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into outbox (event_id, topic, record_key, value, header_names, header_values)
                values (:id, :topic, :key, :value, :names, :values)
                """);
        for (ProducerRecord<byte[], byte[]> record : records) {
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (Header header : record.headers()) {
                names.add(header.key());
                values.add(new String(header.value(), StandardCharsets.UTF_8));
            }
            batch.bind("id", values.get(names.indexOf("ce_id")))
                    .bind("topic", record.topic())
                    .bind("key", record.key())
                    .bind("value", record.value())
                    .bind("names", names.toArray(String[]::new))
                    .bind("values", values.toArray(String[]::new))
                    .add();
        }
        batch.execute();
    }

    /** How many records wait. */
    public static long waiting(Handle handle) {
        return handle.createQuery("select count(*) from outbox")
                .mapTo(Long.class)
                .one();
    }
}
