/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sets annotations of this process's own pod through the cluster's API. The token is read anew at every call and the
 * authority with every client, since the cluster renews both. Thread-safe.
 */
final class PodAnnotations {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pod pod;

    PodAnnotations(Pod pod) {
        this.pod = pod;
    }

    /**
     * Sets one annotation.
     *
     * @param name and value need no escaping in JSON
     * @return the API's status: 2xx when it is set
     * @throws IOException when the API does not answer, or is not the one that the pod's authority signed
     */
    int set(String name, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address())
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + read("token"))
                .header("Content-Type", "application/merge-patch+json")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                                "{\"metadata\":{\"annotations\":{\"" + name + "\":\"" + value + "\"}}}"))
                .build();
        return client().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private URI address() {
        return pod.api().resolve("/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name());
    }

    private String read(String file) throws IOException {
        return Files.readString(pod.serviceAccount().resolve(file)).strip();
    }

    private HttpClient client() throws IOException {
        try (InputStream pem = Files.newInputStream(pod.serviceAccount().resolve("ca.crt"))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + number++, authority);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(PATIENCE)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("ca.crt in " + pod.serviceAccount() + " is no certificate authority", e);
        }
    }
}
