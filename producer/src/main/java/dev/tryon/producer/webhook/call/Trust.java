/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates count. Stateless. */
public final class Trust {
    private Trust() {}

    /** Those that the JDK trusts. */
    public static SSLContext ofJdk() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /**
     * Those too that are in a file.
     *
     * @param pem certificates, one after the other
     * @throws IllegalArgumentException when the file has none
     */
    public static SSLContext with(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            int number = 0;
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                anchors.setCertificateEntry("own-" + number++, own);
            }
            if (number == 0) {
                throw new IllegalArgumentException(pem + " holds no certificate");
            }
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager jdk) {
                    for (X509Certificate known : jdk.getAcceptedIssuers()) {
                        anchors.setCertificateEntry("jdk-" + number++, known);
                    }
                }
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(anchors), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read certificates of " + pem + ": " + e, e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }
}
