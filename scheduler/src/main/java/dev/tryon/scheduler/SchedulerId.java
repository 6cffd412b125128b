/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of a scheduler that was given none. Stateless. */
final class SchedulerId {
    private SchedulerId() {}

    /** The host's name and the process's number. */
    static String ofThisProcess() {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException e) {
            return "scheduler-" + process;
        }
    }
}
