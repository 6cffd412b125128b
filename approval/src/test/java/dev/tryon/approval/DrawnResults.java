/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Uri;
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
import java.awt.Color;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;

/** Plays the worker: puts drawn pictures into the store and announces results on tryon.results. */
public final class DrawnResults implements AutoCloseable {

    private final ImageStore store;
    private final Producer<byte[], byte[]> producer;

    public DrawnResults(ImageStore store, KafkaClients kafka) {
        this.store = store;
        this.producer = kafka.producer("drawn");
    }

    /** A result of a tenant's; its subject and product are the tenant's own and always the same. */
    public static TryOnEvent event(String tenant, UUID id, String title) {
        ImageRef subject = ref("inputs/" + tenant + "/person.png");
        ImageRef product = ref("inputs/" + tenant + "/shirt.png");
        TryOnRequest request = TryOnRequest.newBuilder()
                .setRequestId(id.toString())
                .setTenant(tenant)
                .setLane(Lane.LANE_BULK)
                .setSubject(subject)
                .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_TOP).setProduct(product))
                .setOutput(OutputSpec.newBuilder().setPrefix("s3://" + TestStack.BUCKET + "/results"))
                .setSubmittedAt(timestamp())
                .putAllLabels(Map.of("title", title))
                .build();
        String stem = "results/" + tenant + "/" + id;
        return TryOnEvent.newBuilder()
                .setRequestId(id.toString())
                .setTenant(tenant)
                .setLane(Lane.LANE_BULK)
                .setAt(timestamp())
                .setStepCount(1)
                .setExpert(Expert.EXPERT_TOP)
                .putAllLabels(Map.of("title", title))
                .setRequest(request)
                .setCompleted(Completed.newBuilder()
                        .setResult(ref(stem + ".png"))
                        .setMask(ref(stem + ".mask.png"))
                        .setPreview(ref(stem + ".preview.jpg"))
                        .setWidth(DrawnPictures.WIDTH)
                        .setHeight(DrawnPictures.HEIGHT)
                        .setQuality(good())
                        .setProvenance(Provenance.newBuilder()
                                .setFingerprint("f".repeat(64))
                                .setSubjectSha256("a".repeat(64))
                                .setProductSha256("b".repeat(64))
                                .setBundleVersion("top-3")
                                .setSampler("dpmpp-2m")
                                .setDenoiseSteps(20)
                                .setSeed(7)))
                .build();
    }

    /** Measures that keep to the default workflow's thresholds. */
    public static Quality good() {
        return Quality.newBuilder()
                .setSeamGradient(1.12f)
                .setProductDeltaE(9.4f)
                .setSharpness(0.83f)
                .setMaskCoverage(0.21f)
                .setMaskConfidence(0.93f)
                .setMaskCoreCovered(0.98f)
                .setMaskLeakage(0.004f)
                .setMaskComponents(1)
                .build();
    }

    /** Draws and announces a result; returns its id. */
    public UUID arrive(String tenant, String title, Color shirt) {
        return arrive(tenant, title, shirt, UnaryOperator.identity());
    }

    public UUID arrive(String tenant, String title, Color shirt, UnaryOperator<TryOnEvent> change) {
        UUID id = UUID.randomUUID();
        draw(tenant, id, shirt);
        announce(change.apply(event(tenant, id, title)));
        return id;
    }

    /** A result from a photo that is stored lying: so are the result and its mask, and all three say so. */
    public UUID arriveLying(String tenant, String title, Color shirt) {
        UUID id = UUID.randomUUID();
        draw(tenant, id, shirt, DrawnPictures::lying);
        announce(event(tenant, id, title));
        return id;
    }

    /** The pictures of a result. */
    public void draw(String tenant, UUID id, Color shirt) {
        draw(tenant, id, shirt, UnaryOperator.identity());
    }

    private void draw(String tenant, UUID id, Color shirt, UnaryOperator<byte[]> stored) {
        put("inputs/" + tenant + "/person.png", stored.apply(DrawnPictures.person(new Color(0xb9bdc4))));
        put("inputs/" + tenant + "/shirt.png", DrawnPictures.product(shirt));
        put("results/" + tenant + "/" + id + ".png", stored.apply(DrawnPictures.person(shirt)));
        put("results/" + tenant + "/" + id + ".mask.png", stored.apply(DrawnPictures.mask()));
        put("results/" + tenant + "/" + id + ".preview.jpg", DrawnPictures.preview(shirt));
    }

    public void announce(TryOnEvent event) {
        try {
            producer.send(CloudEventCodec.EVENTS.encode(event, "/tryon/worker/drawn", null))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void put(String key, byte[] bytes) {
        store.putIfAbsent(
                S3Uri.parse("s3://" + TestStack.BUCKET + "/" + key),
                bytes,
                key.endsWith(".jpg") ? "image/jpeg" : "image/png");
    }

    private static ImageRef ref(String key) {
        return ImageRef.newBuilder()
                .setUri("s3://" + TestStack.BUCKET + "/" + key)
                .build();
    }

    private static Timestamp timestamp() {
        Instant now = Instant.now();
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }
}
