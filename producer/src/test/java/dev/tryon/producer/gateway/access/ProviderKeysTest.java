/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that changes its keys, and one that cannot be reached. */
class ProviderKeysTest {
    private final ECKey first = key("first");
    private final ECKey second = key("second");
    private volatile ECKey published = first;
    private final HttpServer provider = provider();
    private final Tokens tokens = new Tokens(
            Tokens.keys(URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys")),
            "https://id.example",
            "tryon",
            "tenant");

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void learnsANewKeyWhenATokenNamesIt() {
        assertThat(tokens.tenant(signed(first))).hasValue("acme");
        published = second;

        assertThat(tokens.tenant(signed(second))).hasValue("acme");
        assertThat(tokens.tenant(signed(first)))
                .as("the old key is no longer published")
                .isEmpty();
    }

    @Test
    void goesOnWithTheKeysItHasWhileTheProviderIsAway() {
        assertThat(tokens.tenant(signed(first))).hasValue("acme");
        provider.stop(0);

        assertThat(tokens.tenant(signed(first))).hasValue("acme");
        assertThat(tokens.tenant(signed(second))).isEmpty();
    }

    @Test
    void trustsNobodyWhenTheProviderWasNeverReached() {
        provider.stop(0);

        assertThat(tokens.tenant(signed(first))).isEmpty();
    }

    private HttpServer provider() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                byte[] keys = new JWKSet(published.toPublicJWK()).toString().getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
                exchange.sendResponseHeaders(200, keys.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(keys);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String signed(ECKey by) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("tryon")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("tenant", "acme")
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(by));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
