/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a slot does with a leased record. Called by one thread at a time; an interrupt asks it to give up soon. */
@FunctionalInterface
public interface LeasedWork {

    /** Everything that the job owes the world is done when this returns; only the acknowledgement is left. */
    Acknowledgement process(ConsumerRecord<byte[], byte[]> leased) throws InterruptedException;
}
