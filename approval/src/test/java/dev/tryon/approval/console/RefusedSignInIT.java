/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.TestStack;
import dev.tryon.approval.ledger.Database;
import dev.tryon.platform.config.Configuration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who comes back from an identity provider with something that is no login stands in the audit log. */
@ExtendWith(TestStack.Extension.class)
class RefusedSignInIT {

    @Test
    void loginsThatDoNotComeBackWholeAreAudited(TestStack stack) throws Exception {
        String url = stack.freshDatabase();
        Map<String, String> settings = stack.settings(url);
        settings.putAll(Map.of(
                "tryon.approval.login.mode", "oidc",
                "tryon.approval.login.issuer", "https://id.example",
                "tryon.approval.login.client-id", "console",
                "tryon.approval.login.client-secret", "secret",
                "tryon.approval.console.public-url", "https://approval.example"));
        try (ApprovalApp app = new ApprovalApp(
                                Configuration.read(ApprovalApp.MAPPINGS, null, Map.of(), settings), Clock.systemUTC())
                        .start();
                Database database = Database.open(url, stack.user(), "", 2)) {
            URI callback = URI.create("http://127.0.0.1:" + app.consolePort() + "/login/callback");

            assertThat(status(callback + "?error=access_denied%00", "")).isEqualTo(400);
            assertThat(status(callback + "?code=c&state=mine", "tryon_login=other.nonce.verifier"))
                    .isEqualTo(502);

            List<String> entries = database.jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "select details from audit where action = 'sign-in-refused' order by seq")
                            .mapTo(String.class)
                            .list());
            assertThat(entries)
                    .containsExactly(
                            "from 127.0.0.1; the browser came back with access_denied\uFFFD",
                            "from 127.0.0.1; the browser came back with another state than it left with");
        }
    }

    private static int status(String address, String cookie) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
