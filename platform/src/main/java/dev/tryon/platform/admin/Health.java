/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.admin;

import java.util.function.Supplier;

/**
 * Whether a service is live (else: restart it) and ready (else: send it no work), each with a reason. Thread-safe.
 */
public final class Health {

    private volatile Supplier<Status> live = () -> Status.up("started");
    private volatile Supplier<Status> ready = () -> Status.down("starting");

    public Status live() {
        return live.get();
    }

    public Status ready() {
        return ready.get();
    }

    /** From now on liveness is what the check says at each question. */
    public void liveWhen(Supplier<Status> check) {
        live = check;
    }

    /** From now on readiness is what the check says at each question. */
    public void readyWhen(Supplier<Status> check) {
        ready = check;
    }

    /**
     * @param up whether all is well
     * @param reason for people
     */
    public record Status(boolean up, String reason) {
        public static Status up(String reason) {
            return new Status(true, reason);
        }

        public static Status down(String reason) {
            return new Status(false, reason);
        }
    }
}
