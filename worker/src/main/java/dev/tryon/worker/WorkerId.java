/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names a worker that was given no name. */
final class WorkerId {

    private WorkerId() {}

    /** The host's name, which in a cluster is the pod's; several workers of one host differ by process id. */
    static String ofThisHost() {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException e) {
            return "worker-" + process;
        }
    }
}
