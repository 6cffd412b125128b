/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a slot does with a leased record. Called by one thread at a time; an interrupt asks it to give up soon. */
@FunctionalInterface
public interface LeasedWork {

    /**
     * The job is done when this returns; what it returns completes when the world has heard of it, and then only the
     * acknowledgement is left.
     */
    CompletableFuture<Acknowledgement> process(ConsumerRecord<byte[], byte[]> leased) throws InterruptedException;
}
