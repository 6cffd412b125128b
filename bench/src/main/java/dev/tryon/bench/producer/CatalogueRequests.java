/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.producer;

import com.google.protobuf.Timestamp;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests of a shop: a person wears some products of a catalogue. Stateless. */
final class CatalogueRequests {
    static final String SOURCE = "/tryon/bench";

    private static final int PRODUCTS_PER_PERSON = 8;

    private CatalogueRequests() {}

    /** The request for a product, built as an application builds it. */
    static TryOnRequest request(int number) {
        return TryOnRequests.forTenant("shop")
                .lane(Lane.LANE_BULK)
                .subject("s3://shop-pictures/people/" + number / PRODUCTS_PER_PERSON + ".jpg")
                .step(Expert.EXPERT_TOP, "s3://shop-pictures/products/" + number + ".png")
                .output("s3://shop-pictures/results")
                .build();
    }

    /**
     * All that the record of a request holds (key, headers, value) as one line of text: as many bytes, and but for the
     * few that are no text the same ones, so that it compresses alike.
     */
    static String text(int number) {
        Instant now = Instant.now();
        TryOnRequest submitted = request(number).toBuilder()
                .setSubmittedAt(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
        ProducerRecord<byte[], byte[]> record = CloudEventCodec.REQUESTS.encode(submitted, SOURCE, null);
        StringBuilder text = new StringBuilder(512);
        append(text, record.key());
        record.headers().forEach(header -> {
            append(text, header.key().getBytes(StandardCharsets.UTF_8));
            append(text, header.value());
        });
        append(text, record.value());
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] bytes) {
        Arrays.stream(new String(bytes, StandardCharsets.ISO_8859_1).chars().toArray())
                .map(c -> c >= ' ' && c <= '~' ? c : '.')
                .forEach(c -> text.append((char) c));
    }
}
