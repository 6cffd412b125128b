/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Progress;
import dev.tryon.v1.Started;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Announces on tryon.results what a worker would. */
public final class TestWorker implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String tenant;

    public TestWorker(KafkaClients kafka) {
        this(kafka, "demo");
    }

    public TestWorker(KafkaClients kafka, String tenant) {
        this.producer = kafka.producer("test-worker");
        this.tenant = tenant;
    }

    /** The producer, for records that no worker would write. */
    public Producer<byte[], byte[]> producer() {
        return producer;
    }

    /** Everything that happens to a request that goes well. */
    public void completes(String requestId) {
        started(requestId);
        announce(event(requestId)
                .setProgress(Progress.newBuilder().setDenoiseStep(1).setDenoiseSteps(2))
                .build());
        completed(requestId);
    }

    public void started(String requestId) {
        announce(event(requestId)
                .setStarted(Started.newBuilder().setWorker("top-0").setAttempt(1))
                .build());
    }

    /** Announces into one partition, whatever the key says. */
    public void startedIn(int partition, String requestId) {
        TryOnEvent event =
                event(requestId).setStarted(Started.getDefaultInstance()).build();
        ProducerRecord<byte[], byte[]> record = CloudEventCodec.EVENTS.encode(event, "/test/worker", null);
        var unused = producer.send(
                new ProducerRecord<>(record.topic(), partition, record.key(), record.value(), record.headers()));
        producer.flush();
    }

    public void completed(String requestId) {
        announce(event(requestId)
                .setCompleted(
                        Completed.newBuilder().setResult(ImageRef.newBuilder().setUri("s3://tryon/results/1.png")))
                .build());
    }

    /** Completes a request as whoever has it would: with its tenant and campaign, and the request itself. */
    public void completed(TryOnRequest request) {
        announce(event(request.getRequestId())
                .setTenant(request.getTenant())
                .setCampaignId(request.getCampaignId())
                .setRequest(request)
                .setCompleted(
                        Completed.newBuilder().setResult(ImageRef.newBuilder().setUri("s3://tryon/results/1.png")))
                .build());
    }

    public void fails(String requestId) {
        announce(event(requestId)
                .setFailed(Failed.newBuilder()
                        .setCode(FailureCode.INPUT_CORRUPT)
                        .setMessage("s3://tryon/ada.jpg ends too early"))
                .build());
    }

    private void announce(TryOnEvent event) {
        var unused = producer.send(CloudEventCodec.EVENTS.encode(event, "/test/worker", null));
        producer.flush();
    }

    private TryOnEvent.Builder event(String requestId) {
        return TryOnEvent.newBuilder().setRequestId(requestId).setTenant(tenant).setStepCount(1);
    }

    @Override
    public void close() {
        producer.close();
    }
}
