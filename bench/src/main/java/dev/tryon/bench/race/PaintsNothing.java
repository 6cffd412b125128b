/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import com.google.protobuf.Timestamp;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Completed;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.lease.Acknowledgement;
import dev.tryon.worker.lease.LeasedWork;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a worker does with a lease, pictures left out: it decodes and checks the request, waits as long as that asks for, and
 * announces the completion. Thread-safe.
 */
final class PaintsNothing implements LeasedWork {

    /** Label of a request: milliseconds. */
    static final String MILLIS = "race.millis";

    private final Announcer announcer;

    PaintsNothing(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public CompletableFuture<Acknowledgement> process(ConsumerRecord<byte[], byte[]> leased)
            throws InterruptedException {
        Instant started = Instant.now();
        TryOnRequest request =
                CloudEventCodec.REQUESTS.decode(leased).event().orElseThrow().message();
        if (!RequestRules.violations(request).isEmpty()) {
            return CompletableFuture.completedFuture(Acknowledgement.REJECT);
        }
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(request.getLabelsOrThrow(MILLIS)));
        return announcer
                .announce(
                        TryOnEvent.newBuilder()
                                .setRequestId(request.getRequestId())
                                .setTenant(request.getTenant())
                                .setLane(request.getLane())
                                .setExpert(request.getSteps(0).getExpert())
                                .setAt(Timestamp.newBuilder()
                                        .setSeconds(started.getEpochSecond())
                                        .setNanos(started.getNano()))
                                .setRequest(request)
                                .setCompleted(Completed.getDefaultInstance())
                                .build(),
                        null)
                .thenApply(done -> Acknowledgement.ACCEPT);
    }
}
