/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether slots may take new leases: not while something that every job needs is down, since a job that nobody can do is
 * better off in Kafka. What is in hand is not touched. Open at first. Shared by all slots of a worker; thread-safe.
 */
public final class LeaseGate {

    private final List<Runnable> onShut = new CopyOnWriteArrayList<>();
    private final List<BooleanSupplier> requirements = new CopyOnWriteArrayList<>();
    private boolean open = true;

    public synchronized boolean isOpen() {
        return open && requirements.stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    /** Without this nothing is leased, however open the gate is; asked before each lease. */
    public void requires(BooleanSupplier something) {
        requirements.add(something);
    }

    public synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Those who wait for a lease at this moment are told. */
    public void shut() {
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
        }
        onShut.forEach(Runnable::run);
    }

    /** @param action at once and from any thread */
    void onShut(Runnable action) {
        onShut.add(action);
    }

    /** Returns when it is open, or after a while. */
    synchronized void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); !isOpen() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
