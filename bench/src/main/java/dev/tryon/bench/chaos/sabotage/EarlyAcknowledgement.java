/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos.sabotage;

import dev.tryon.worker.lease.Acknowledgement;
import dev.tryon.worker.lease.LeasedWork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says that a job is done and then does it. */
final class EarlyAcknowledgement implements LeasedWork {

    private final LeasedWork work;
    private final ExecutorService later = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "later");
        thread.setDaemon(true);
        return thread;
    });

    EarlyAcknowledgement(LeasedWork work) {
        this.work = work;
    }

    @Override
    public CompletableFuture<Acknowledgement> process(ConsumerRecord<byte[], byte[]> leased) {
        Future<?> unused = later.submit(() -> work.process(leased).get());
        return CompletableFuture.completedFuture(Acknowledgement.ACCEPT);
    }
}
