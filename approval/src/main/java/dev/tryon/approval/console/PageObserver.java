/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import java.time.Duration;

/** Is told of each answer of the console. */
@FunctionalInterface
public interface PageObserver {

    /** @param route as it was declared, {@code /items/{id}}: few of them */
    void answered(String route, int status, Duration took);
}
