/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.approval.access.OidcLogin.Departure;
import dev.tryon.approval.access.OidcLogin.LoginFailedException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Login at a provider that speaks real HTTP and signs with real keys. */
class OidcLoginIT {

    private final DrawnProvider provider = new DrawnProvider();
    private final OidcLogin login = new OidcLogin(new OidcLogin.Settings(
            provider.issuer(),
            "console",
            "secret",
            URI.create("https://approval.example/login/callback"),
            "tryon_roles",
            "tryon_tenants"));

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void signsInWithRolesAndTenantsOfTheClaims() throws Exception {
        Departure departure = login.depart();
        Map<String, String> asked = provider.authorize(departure.address());

        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://approval.example/login/callback");
        Reviewer reviewer = login.arrive("good", asked.getOrDefault("state", ""), departure.memory());

        assertThat(reviewer.name()).isEqualTo("grace");
        assertThat(reviewer.roles()).containsExactlyInAnyOrder("creative", "brand");
        assertThat(reviewer.tenants()).containsExactlyInAnyOrder("shop", "outlet");
    }

    @Test
    void refusesAnotherState() throws Exception {
        Departure departure = login.depart();
        provider.authorize(departure.address());

        assertThatThrownBy(() -> login.arrive("good", "forged", departure.memory()))
                .isInstanceOf(LoginFailedException.class)
                .hasMessageContaining("another state");
    }

    @Test
    void refusesCodeOfAnotherLogin() throws Exception {
        Departure stolen = login.depart();
        provider.authorize(stolen.address());
        Departure own = login.depart();

        assertThatThrownBy(() -> login.arrive(
                        "good", own.memory().substring(0, own.memory().indexOf('.')), own.memory()))
                .isInstanceOf(LoginFailedException.class)
                .hasMessageContaining("invalid_grant");
    }

    @Test
    void refusesTokenOfAnotherKey() throws Exception {
        provider.signWithAnotherKey();

        refused();
    }

    @Test
    void refusesTokenForAnotherAudience() {
        provider.changeClaims(claims -> claims.audience("somebody-else"));

        refused();
    }

    @Test
    void refusesTokenThatHasExpired() {
        provider.changeClaims(
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3_600))));

        refused();
    }

    @Test
    void refusesTokenOfAnotherLogin() {
        provider.changeClaims(claims -> claims.claim("nonce", "old"));

        refused();
    }

    @Test
    void refusesWhoMaySeeNobody() {
        provider.changeClaims(claims -> claims.claim("tryon_tenants", null));

        refused();
    }

    private void refused() {
        assertThatThrownBy(() -> {
                    Departure departure = login.depart();
                    Map<String, String> asked = provider.authorize(departure.address());
                    login.arrive("good", asked.getOrDefault("state", ""), departure.memory());
                })
                .isInstanceOf(LoginFailedException.class);
    }
}
