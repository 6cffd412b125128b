/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Bearer tokens of an OpenID provider: signed by one of its keys with an asymmetric algorithm, by the issuer, for this
 * audience, not expired. The keys are fetched when needed and kept, also over an outage of the provider. Thread-safe.
 */
public final class Tokens {
    private static final long OUTAGE_MILLIS = 4L * 60 * 60 * 1000;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final String tenantClaim;

    /**
     * @param issuer as tokens have it
     * @param audience as tokens have it
     * @param tenantClaim whose value names the tenant
     */
    public Tokens(JWKSource<SecurityContext> keys, String issuer, String audience, String tenantClaim) {
        this.tenantClaim = tenantClaim;
        // Never HS256 and never none: a public key must not become a secret one.
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(
                        JWSAlgorithm.RS256,
                        JWSAlgorithm.RS384,
                        JWSAlgorithm.RS512,
                        JWSAlgorithm.PS256,
                        JWSAlgorithm.ES256,
                        JWSAlgorithm.ES384),
                keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", tenantClaim)));
    }

    /** The keys at an address. */
    public static JWKSource<SecurityContext> keys(URI address) {
        try {
            return JWKSourceBuilder.create(address.toURL())
                    .retrying(true)
                    .outageTolerant(OUTAGE_MILLIS)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(address + " is no address of keys; give an https:// URL", e);
        }
    }

    /** The tenant that a token speaks for; empty when it is not to be trusted. */
    public Optional<String> tenant(String token) {
        try {
            return Optional.ofNullable(processor.process(token, null).getStringClaim(tenantClaim));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }
}
