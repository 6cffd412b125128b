/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.TryOnEvent;

/** Which events end a request. Stateless. */
public final class Endings {
    private Endings() {}

    /** Whether nothing more follows for the request: it is completed, or it never will be. */
    public static boolean ends(TryOnEvent event) {
        return switch (event.getKindCase()) {
            case COMPLETED, FAILED, EXPIRED, CANCELLED, DEAD_LETTERED -> true;
            case ACCEPTED, STARTED, PROGRESS, KIND_NOT_SET -> false;
        };
    }
}
