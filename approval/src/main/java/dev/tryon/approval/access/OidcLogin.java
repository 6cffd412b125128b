/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signs reviewers in at an OpenID provider: authorization code with PKCE, ID token verified by the provider's published
 * keys, with issuer, audience, expiry and nonce. Thread-safe; the provider is asked for its addresses at each login, so it
 * need not be up when the service starts.
 */
public final class OidcLogin {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Settings settings;

    public OidcLogin(Settings settings) {
        this.settings = settings;
    }

    /**
     * What a provider and this service know of each other.
     *
     * @param callback this service's address that the provider sends browsers back to
     * @param rolesClaim claim with roles, a list or a text with spaces
     */
    public record Settings(
            URI issuer, String clientId, String clientSecret, URI callback, String rolesClaim, String tenantsClaim) {
        @Override
        public String toString() {
            return "Settings[issuer=" + issuer + ", clientId=" + clientId + "]";
        }
    }

    /** Where to send the browser, and what it must bring back. */
    public record Departure(URI address, String memory) {}

    /** A login that did not succeed; the message is for the log, not for the page. */
    public static final class LoginFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        LoginFailedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    public Departure depart() throws LoginFailedException {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI address = new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE),
                        new Scope("openid", "profile"),
                        new ClientID(settings.clientId()),
                        settings.callback())
                .endpointURI(provider().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Departure(address, state.getValue() + "." + nonce.getValue() + "." + verifier.getValue());
    }

    /** @param memory as {@link #depart} gave it, kept by the browser */
    public Reviewer arrive(String code, String state, String memory) throws LoginFailedException {
        String[] kept = memory.split("\\.", -1);
        if (kept.length != 3 || !kept[0].equals(state)) {
            throw new LoginFailedException("the browser came back with another state than it left with", null);
        }
        try {
            OIDCProviderMetadata provider = provider();
            TokenRequest request = new TokenRequest.Builder(
                            provider.getTokenEndpointURI(),
                            new ClientSecretBasic(
                                    new ClientID(settings.clientId()), new Secret(settings.clientSecret())),
                            new AuthorizationCodeGrant(
                                    new AuthorizationCode(code), settings.callback(), new CodeVerifier(kept[2])))
                    .build();
            var http = request.toHTTPRequest();
            http.setConnectTimeout(TIMEOUT_MILLIS);
            http.setReadTimeout(TIMEOUT_MILLIS);
            TokenResponse response = OIDCTokenResponseParser.parse(http.send());
            if (!(response instanceof OIDCTokenResponse tokens)) {
                throw new LoginFailedException(
                        "the provider gave no token: "
                                + response.toErrorResponse().getErrorObject().getCode(),
                        null);
            }
            IDTokenValidator validator = new IDTokenValidator(
                    new Issuer(settings.issuer()),
                    new ClientID(settings.clientId()),
                    com.nimbusds.jose.JWSAlgorithm.RS256,
                    provider.getJWKSetURI().toURL());
            return reviewer(validator.validate(tokens.getOIDCTokens().getIDToken(), new Nonce(kept[1])));
        } catch (GeneralException | IOException | BadJOSEException | JOSEException e) {
            throw new LoginFailedException("the provider's answer cannot be used: " + e.getMessage(), e);
        }
    }

    private Reviewer reviewer(IDTokenClaimsSet claims) throws LoginFailedException {
        String name = claims.getStringClaim("preferred_username");
        Set<String> tenants = texts(claims, settings.tenantsClaim());
        if (tenants.isEmpty()) {
            throw new LoginFailedException(
                    "claim " + settings.tenantsClaim() + " names no tenant, so there is nothing to see", null);
        }
        return new Reviewer(
                name == null || name.isBlank() ? claims.getSubject().getValue() : name,
                texts(claims, settings.rolesClaim()),
                tenants);
    }

    private static Set<String> texts(IDTokenClaimsSet claims, String claim) {
        List<String> list = claims.getStringListClaim(claim);
        if (list != null) {
            return Set.copyOf(list);
        }
        String text = claims.getStringClaim(claim);
        return text == null || text.isBlank() ? Set.of() : Set.of(text.strip().split("\\s+"));
    }

    private OIDCProviderMetadata provider() throws LoginFailedException {
        try {
            return OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
        } catch (GeneralException | IOException e) {
            throw new LoginFailedException("the provider at " + settings.issuer() + " does not answer", e);
        }
    }
}
