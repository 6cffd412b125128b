/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An OpenID provider over HTTP: real signatures, real PKCE, one user. What it signs can be changed, to be refused. */
final class DrawnProvider implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey published;
    private RSAKey signing;
    private UnaryOperator<JWTClaimsSet.Builder> change = UnaryOperator.identity();
    private String challenge = "";
    private String nonce = "";

    DrawnProvider() {
        try {
            published = new RSAKeyGenerator(2048).keyID("one").generate();
            signing = published;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(issuer())));
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(published).toString(true)));
        server.createContext("/token", this::token);
        server.start();
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the login page would do with the browser that was sent there. */
    Map<String, String> authorize(URI address) {
        Map<String, String> asked = form(address.getRawQuery());
        challenge = asked.getOrDefault("code_challenge", "");
        nonce = asked.getOrDefault("nonce", "");
        return asked;
    }

    void changeClaims(UnaryOperator<JWTClaimsSet.Builder> newChange) {
        change = newChange;
    }

    void signWithAnotherKey() throws JOSEException {
        signing = new RSAKeyGenerator(2048).keyID("one").generate();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String computed = CodeChallenge.compute(
                        CodeChallengeMethod.S256, new CodeVerifier(asked.getOrDefault("code_verifier", "")))
                .getValue();
        if (!asked.getOrDefault("code", "").equals("good") || !computed.equals(challenge)) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .subject("user-17")
                .audience("console")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
                .claim("nonce", nonce)
                .claim("preferred_username", "grace")
                .claim("tryon_roles", java.util.List.of("creative", "brand"))
                .claim("tryon_tenants", "shop outlet");
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                    change.apply(claims).build());
            token.sign(new RSASSASigner(signing));
            answer(
                    exchange,
                    "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"id_token\": \"" + token.serialize()
                            + "\"}");
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        answer(exchange, 200, json);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
