/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.v1.Lane;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final Tenant ACME = new Tenant(
            "acme", Set.of("a"), Set.of(Lane.LANE_BULK), new Allowance(Clock.systemUTC(), 1, Long.MAX_VALUE));

    private final String key = ApiKeys.fresh(new SecureRandom());
    private final ECKey provider = key("one");
    private final Access access = new Access(
            Map.of("acme", ACME),
            Map.of(ApiKeys.hash(key), "acme"),
            new Tokens(
                    new ImmutableJWKSet<>(new JWKSet(provider.toPublicJWK())),
                    "https://id.example",
                    "tryon",
                    "tenant"));

    @Test
    void knowsKeysByTheirHash() {
        assertThat(access.of("Bearer " + key)).hasValue(ACME);
        assertThat(access.of("bearer  " + key + " ")).hasValue(ACME);
        assertThat(access.of("Bearer " + key + "x")).isEmpty();
        assertThat(access.of("Bearer " + ApiKeys.hash(key))).isEmpty();
        assertThat(access.of(key)).isEmpty();
        assertThat(access.of(null)).isEmpty();
    }

    @Test
    void takesTokensOfTheProvider() throws JOSEException {
        assertThat(access.of("Bearer " + signed(claims().build(), provider))).hasValue(ACME);
    }

    @Test
    void refusesTokensThatAreNotToBeTrusted() throws JOSEException {
        refused(signed(claims().issuer("https://evil.example").build(), provider));
        refused(signed(claims().audience("someone").build(), provider));
        refused(signed(
                claims().expirationTime(Date.from(Instant.now().minusSeconds(600)))
                        .build(),
                provider));
        refused(signed(claims().expirationTime(null).build(), provider));
        refused(signed(claims().claim("tenant", null).build(), provider));
        refused(signed(claims().claim("tenant", "nobody").build(), provider));
        refused(signed(claims().build(), key("one")));
        refused(signed(claims().build(), key("two")));
        refused(new PlainJWT(claims().build()).serialize());
        // The public key taken for a shared secret.
        SignedJWT confused = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        confused.sign(new MACSigner(provider.toPublicJWK().toJSONString()));
        refused(confused.serialize());
    }

    private void refused(String token) {
        assertThat(access.of("Bearer " + token)).isEmpty();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("tryon")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("tenant", "acme");
    }

    private static String signed(JWTClaimsSet claims, ECKey by) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(by));
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
