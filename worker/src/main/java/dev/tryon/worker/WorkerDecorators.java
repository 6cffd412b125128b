/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.platform.s3.ImageStore;
import dev.tryon.worker.lease.LeasedWork;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;

/**
 * What is put around a worker's parts beside what it puts there itself. Production puts nothing; whoever proves that faults
 * are caught puts faults here.
 *
 * @param work around what every slot does with a lease
 * @param store around the image store, outside of retries and circuit
 * @param producer around what announces
 */
public record WorkerDecorators(
        UnaryOperator<LeasedWork> work,
        UnaryOperator<ImageStore> store,
        UnaryOperator<Producer<byte[], byte[]>> producer) {

    /** Nothing around anything. */
    public static final WorkerDecorators NONE =
            new WorkerDecorators(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
}
