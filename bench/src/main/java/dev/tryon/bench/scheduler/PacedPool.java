/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.scheduler;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Provenance;
import dev.tryon.v1.Timings;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Workers of expert top whose device takes the same time for every job: real share consumers, real events, no pictures.
 * Thread-safe; owns a thread per slot.
 */
final class PacedPool implements AutoCloseable {
    private final KafkaClients kafka;
    private final Duration job;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> slots = new ArrayList<>();

    PacedPool(KafkaClients kafka, int slots, Duration job) {
        this.kafka = kafka;
        this.job = job;
        this.producer = kafka.producer("bench-pool");
        for (int i = 0; i < slots; i++) {
            String name = "pool-" + i;
            Thread thread = new Thread(() -> run(name), name);
            this.slots.add(thread);
            thread.start();
        }
    }

    /** Jobs of a campaign that have ended. */
    int done(String campaign) {
        AtomicInteger count = done.get(campaign);
        return count == null ? 0 : count.get();
    }

    @Override
    public void close() {
        stopped.countDown();
        for (Thread slot : slots) {
            try {
                slot.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close();
    }

    private void run(String name) {
        try (ShareConsumer<byte[], byte[]> consumer = kafka.slotConsumer(Topics.workerGroup(Expert.EXPERT_TOP), name)) {
            consumer.subscribe(List.of(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_BULK)));
            while (stopped.getCount() > 0) {
                for (ConsumerRecord<byte[], byte[]> leased : consumer.poll(Duration.ofMillis(200))) {
                    long start = System.nanoTime();
                    CloudEventCodec.REQUESTS.decode(leased).event().ifPresent(event -> end(event.message(), name));
                    consumer.acknowledge(leased, AcknowledgeType.ACCEPT);
                    consumer.commitSync();
                    long left = job.toNanos() - (System.nanoTime() - start);
                    boolean unused = stopped.await(Math.max(0, left), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(TryOnRequest request, String worker) {
        Instant now = Instant.now();
        TryOnEvent event = TryOnEvent.newBuilder()
                .setRequestId(request.getRequestId())
                .setTenant(request.getTenant())
                .setLane(request.getLane())
                .setCampaignId(request.getCampaignId())
                .setExpert(Expert.EXPERT_TOP)
                .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setCompleted(Completed.newBuilder()
                        .setProvenance(Provenance.newBuilder()
                                .setWorker(worker)
                                .setTimings(Timings.newBuilder()
                                        .setDenoise(com.google.protobuf.Duration.newBuilder()
                                                .setNanos(job.toNanosPart())))))
                .build();
        var unused = producer.send(CloudEventCodec.EVENTS.encode(event, "/bench", null));
        done.computeIfAbsent(request.getCampaignId(), id -> new AtomicInteger()).incrementAndGet();
    }
}
