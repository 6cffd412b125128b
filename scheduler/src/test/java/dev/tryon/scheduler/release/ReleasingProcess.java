/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import java.util.concurrent.CountDownLatch;

/** A scheduler of one partition as a process of its own, to be killed. Its argument: where Kafka is. */
final class ReleasingProcess {
    private ReleasingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        SchedulerHarness harness = new SchedulerHarness(arguments[0]);
        harness.look(0);
        harness.task(0, Long.parseLong(arguments[1])).start();
        new CountDownLatch(1).await();
    }
}
