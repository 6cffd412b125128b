/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.service;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of a service's process that was given none. Stateless. */
public final class ServiceId {
    private ServiceId() {}

    /**
     * The host's name, which in a cluster is the pod's, and the process's number, by which several of one host differ.
     *
     * @param service stands for the host where its name is unknown
     */
    public static String ofThisProcess(String service) {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException e) {
            return service + "-" + process;
        }
    }
}
