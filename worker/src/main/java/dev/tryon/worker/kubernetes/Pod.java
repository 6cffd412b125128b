/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The pod that this process runs in, and how the cluster's API is reached from there. Immutable.
 *
 * @param api of the cluster, as {@code https://10.0.0.1:443}
 * @param serviceAccount folder with {@code token} and {@code ca.crt}, both of which the cluster renews
 */
public record Pod(URI api, Path serviceAccount, String namespace, String name) {

    private static final Path MOUNTED = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** This process's pod; empty outside a cluster, or where the pod is given no service account. */
    public static Optional<Pod> ofThisProcess(Map<String, String> environment) {
        return of(environment, MOUNTED);
    }

    static Optional<Pod> of(Map<String, String> environment, Path serviceAccount) {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String name = environment.get("HOSTNAME");
        Path namespace = serviceAccount.resolve("namespace");
        if (host == null || name == null || !Files.isReadable(namespace)) {
            return Optional.empty();
        }
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        String literal = host.contains(":") ? "[" + host + "]" : host; // IPv6
        try {
            return Optional.of(new Pod(
                    URI.create("https://" + literal + ":" + port),
                    serviceAccount,
                    Files.readString(namespace).strip(),
                    name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
