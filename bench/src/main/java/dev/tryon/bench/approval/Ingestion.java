/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.approval;

import com.google.protobuf.Timestamp;
import dev.tryon.approval.ApprovalApp;
import dev.tryon.bench.Report;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Provenance;
import dev.tryon.v1.Quality;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;

/**
 * Results that wait in Kafka when the service starts, until all of them are items. The clock runs from the first batch
 * that is in the database, since what comes before that is the joining of a consumer group, to the last.
 */
final class Ingestion {

    private static final long LOOK_NANOS = 20_000_000;
    private static final int SUBJECTS = 200;
    private static final int PRODUCTS = 1_000;

    private final Report report;
    private final ApprovalBenchStack stack;

    Ingestion(Report report, ApprovalBenchStack stack) {
        this.report = report;
        this.stack = stack;
    }

    void measure(int results) {
        try (Producer<byte[], byte[]> producer = stack.kafka().producer("bench")) {
            for (int i = 0; i < results; i++) {
                // A failure shows as results that never come, and the bench does not end.
                var unused = producer.send(CloudEventCodec.EVENTS.encode(result(i), "/tryon/worker/bench", null));
            }
            producer.flush();
        }
        try (ApprovalApp service = stack.service()) {
            long first = awaitMoreThan(0, service);
            long start = System.nanoTime();
            awaitMoreThan(results - 1L, service);
            double seconds = (System.nanoTime() - start) / 1e9;
            double rate = (results - first) / seconds;
            report.line("%-44s %9.0f /s   %d results in %.1f s", "taken in and judged", rate, results - first, seconds);
            report.figure("ingest_per_second", rate);
            long told = System.nanoTime();
            awaitEmptyOutbox();
            report.line("%-44s %9.1f s", "until every decision was told, after that", (System.nanoTime() - told) / 1e9);
        }
    }

    private long awaitMoreThan(long count, ApprovalApp service) {
        while (true) {
            long consumed = number("select coalesce(sum(next_offset), 0) from consumed_position");
            if (consumed > count) {
                return consumed;
            }
            if (!service.alive()) {
                throw new IllegalStateException("the service died after " + consumed + " results; see its log");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void awaitEmptyOutbox() {
        while (number("select count(*) from outbox") > 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private long number(String sql) {
        return stack.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private static TryOnEvent result(int number) {
        String id = new UUID(0x0197f3c26a007000L + number, 0x8000000000000000L + number).toString();
        String tenant = "tenant-" + number % 5;
        String campaign = new UUID(0x0197f3c26a007000L, 0x8000000000000000L + number % 20).toString();
        ImageRef subject = ref("inputs/person-" + number % SUBJECTS + ".jpg");
        ImageRef product = ref("inputs/shirt-" + number % PRODUCTS + ".jpg");
        String stem = "results/" + tenant + "/" + id;
        Timestamp at =
                Timestamp.newBuilder().setSeconds(1_790_000_000L + number).build();
        return TryOnEvent.newBuilder()
                .setRequestId(id)
                .setTenant(tenant)
                .setLane(Lane.LANE_BULK)
                .setCampaignId(campaign)
                .setAt(at)
                .setStepCount(1)
                .setExpert(Expert.EXPERT_TOP)
                .putLabels("title", "shirt " + number % PRODUCTS)
                .setRequest(TryOnRequest.newBuilder()
                        .setRequestId(id)
                        .setTenant(tenant)
                        .setLane(Lane.LANE_BULK)
                        .setCampaignId(campaign)
                        .setSubject(subject)
                        .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_TOP).setProduct(product))
                        .setOutput(OutputSpec.newBuilder().setPrefix("s3://tryon/results"))
                        .setSubmittedAt(at))
                .setCompleted(Completed.newBuilder()
                        .setResult(ref(stem + ".png"))
                        .setMask(ref(stem + ".mask.png"))
                        .setPreview(ref(stem + ".preview.jpg"))
                        .setWidth(768)
                        .setHeight(1024)
                        .setQuality(Quality.newBuilder()
                                .setSeamGradient(1.1f)
                                .setProductDeltaE(9)
                                // One of fifty is looked at by people for its sharpness.
                                .setSharpness(number % 50 == 0 ? 0.1f : 0.8f)
                                .setMaskCoverage(0.2f)
                                .setMaskConfidence(0.9f)
                                .setMaskCoreCovered(0.98f)
                                .setMaskComponents(1))
                        .setProvenance(Provenance.newBuilder()
                                .setFingerprint("f".repeat(64))
                                .setSubjectSha256("a".repeat(64))
                                .setProductSha256("b".repeat(64))
                                .setSampler("ddim")
                                .setDenoiseSteps(20)))
                .build();
    }

    private static ImageRef ref(String key) {
        return ImageRef.newBuilder().setUri("s3://tryon/" + key).build();
    }
}
