/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.lifecycle;

/** Waiting for threads. Stateless. */
public final class Threads {
    private Threads() {}

    /** Waits until a thread has ended, through interrupts; the caller is interrupted afterwards if it was meanwhile. */
    public static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
