/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.DrawnResults;
import dev.tryon.approval.TestStack;
import dev.tryon.approval.audit.AuditVerifier;
import dev.tryon.approval.ledger.Database;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.s3.S3ImageStore;
import java.awt.Color;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the console refuses, asked over HTTP with everything that a browser would not let one ask. */
@ExtendWith(TestStack.Extension.class)
class RefusalsIT {

    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\"");

    private static ApprovalApp app;
    private static Database database;
    private static UUID item;

    @BeforeAll
    static void start(TestStack stack) {
        String url = stack.freshDatabase();
        Map<String, String> settings = stack.settings(url);
        settings.put("tryon.approval.api-keys.shop", ApiKeys.hash("shop-key") + "," + ApiKeys.hash("newer-key"));
        settings.put("tryon.approval.api-keys.other", ApiKeys.hash("other-key"));
        app = new ApprovalApp(Configuration.read(ApprovalApp.MAPPINGS, null, Map.of(), settings), Clock.systemUTC())
                .start();
        database = Database.open(url, stack.user(), "", 2);
        try (S3ImageStore store = stack.store();
                DrawnResults worker = new DrawnResults(store, stack.kafka())) {
            item = worker.arrive("shop", "Tee & <b>trousers</b>", Color.GRAY);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new Browser("anna", "creative", "shop").status("/items/" + item) == 200);
    }

    @AfterAll
    static void stop() {
        database.close();
        app.close();
    }

    @Test
    void reviewerWithoutTheRole() throws Exception {
        Browser browser = new Browser("bert", "assets", "shop");

        HttpResponse<String> answer = browser.decide(browser.token());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("stage creative is decided by any one of creative; you are assets");
        assertThat(decisions()).isEqualTo(1); // the automatic stage's
    }

    @Test
    void anotherTenantsItem() throws Exception {
        Browser browser = new Browser("otto", "creative", "other");

        assertThat(browser.status("/items/" + item)).isEqualTo(404);
        assertThat(browser.status("/items/" + item + "/pictures/full")).isEqualTo(404);
        assertThat(browser.status("/queue?tenant=shop")).isEqualTo(404);
        assertThat(browser.decide(browser.token()).statusCode()).isEqualTo(404);
        assertThat(decisions()).isEqualTo(1);
    }

    @Test
    void forgedForm() throws Exception {
        Browser browser = new Browser("anna", "creative", "shop");
        Browser stranger = new Browser("eve", "creative", "shop");

        assertThat(browser.decide("").statusCode()).isEqualTo(403);
        assertThat(browser.decide(stranger.token()).statusCode()).isEqualTo(403);
        assertThat(browser.post(
                                "/items/" + item + "/decisions",
                                Map.of("csrf", browser.token(), "verdict", "approve", "version", "2"),
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post(
                                "/items/" + item + "/decisions",
                                Map.of("csrf", browser.token(), "verdict", "approve", "version", "2"),
                                "Sec-Fetch-Site",
                                "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(decisions()).isEqualTo(1);
    }

    @Test
    void storedScriptInLabel() throws Exception {
        Browser browser = new Browser("anna", "creative", "shop");

        HttpResponse<String> page = browser.get("/items/" + item);

        assertThat(page.body()).contains("Tee &amp; &lt;b>trousers&lt;/b>").doesNotContain("<b>trousers");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void expiredSession() throws Exception {
        Browser browser = new Browser("anna", "creative", "shop");
        String token = browser.token();
        database.jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "update session set last_seen = last_seen - interval '9 hours' where reviewer ->> 'name' = 'anna'"));

        assertThat(browser.decide(token).statusCode()).isEqualTo(401);
        HttpResponse<String> page = browser.get("/queue");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValue("/login");
        assertThat(decisions()).isEqualTo(1);
    }

    @Test
    void cookieOfNobody() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address("/queue"))
                                .header("Cookie", "tryon_session=made-up")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(302);
    }

    @Test
    void sessionCookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address("/login"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("name=x&role=brand"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .contains("SameSite=Lax");
    }

    @Test
    void loginGivesAnotherSessionThanTheOneThatWasBrought() throws Exception {
        String planted = "planted-by-a-stranger";

        HttpResponse<String> answer = login(planted);

        String given = cookie(answer);
        assertThat(given).isNotEqualTo(planted).hasSizeGreaterThan(40);
        assertThat(queueWith(planted).statusCode()).isEqualTo(302);
        assertThat(queueWith(given).statusCode()).isEqualTo(200);
        assertThat(cookie(login(given))).as("signed in again").isNotEqualTo(given);
    }

    @Test
    void databaseKeepsNoSessionCookie() throws Exception {
        String given = cookie(login("none"));

        String rows = database.jdbi()
                .withHandle(handle -> String.join(
                        "\n",
                        handle.createQuery("select cast(to_jsonb(s) as text) from session s")
                                .mapTo(String.class)
                                .list()));

        assertThat(rows).contains("\"name\": \"x\"").doesNotContain(given);
    }

    @Test
    void everyAnswerTellsBrowsersWhatAPageMayDo() throws Exception {
        for (String path : List.of("/login", "/queue", "/nowhere", "/api/v1/requests/" + item)) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.headers().map())
                    .as(path)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("referrer-policy", List.of("same-origin"))
                    .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsKey("content-security-policy");
        }
    }

    private static HttpResponse<String> login(String broughtCookie) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address("/login"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Cookie", "tryon_session=" + broughtCookie)
                                .POST(HttpRequest.BodyPublishers.ofString("name=x&role=brand"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll("^tryon_session=([^;]*);.*", "$1");
    }

    private static HttpResponse<String> queueWith(String cookie) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address("/queue"))
                                .header("Cookie", "tryon_session=" + cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void statusIsToldOnlyWithTheTenantsKey() throws Exception {
        assertThat(status("shop-key").statusCode()).isEqualTo(200);
        assertThat(status("shop-key").body())
                .contains("\"state\":\"completed\"", "\"stage\":\"creative\"", "\"status\":\"open\"");
        assertThat(status("newer-key").statusCode()).isEqualTo(200);
        assertThat(status("other-key").statusCode()).isEqualTo(404);
        assertThat(status("guessed").statusCode()).isEqualTo(401);
        assertThat(status(ApiKeys.hash("shop-key")).statusCode())
                .as("who reads the configuration")
                .isEqualTo(401);
    }

    @Test
    void keyInPlainTextIsNotTakenAndNotRepeated(TestStack stack) {
        Map<String, String> settings = new HashMap<>(stack.settings("jdbc:postgresql://127.0.0.1:1/none"));
        settings.put("tryon.approval.api-keys.shop", "tryon_in-plain-text");
        ApprovalApp plain =
                new ApprovalApp(Configuration.read(ApprovalApp.MAPPINGS, null, Map.of(), settings), Clock.systemUTC());

        assertThatThrownBy(plain::start)
                .hasMessageContaining("tryon.approval.api-keys.shop")
                .hasMessageContaining("tryon gateway-key")
                .hasMessageNotContaining("in-plain-text");
    }

    @Test
    void whoCameInWentOutOrWasRefusedIsAudited() throws Exception {
        Browser browser = new Browser("audrey", "creative", "shop");
        browser.post("/logout", Map.of("csrf", browser.token()), "X-Unused", "x");
        new Browser("system", "creative", "shop");

        List<String> entries = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                                select concat_ws('|', actor, action, details) from audit
                                where actor = 'audrey' or action = 'sign-in-refused' order by seq
                                """).mapTo(String.class).list());
        assertThat(entries)
                .containsExactly(
                        "audrey|signed-in|from 127.0.0.1; roles: creative",
                        "audrey|signed-out|",
                        "|sign-in-refused|from 127.0.0.1; a reviewer's name has 1 to 128 printable characters and is not 'system'");
        assertThat(new AuditVerifier(database.jdbi()).verify(null).whole()).isTrue();
    }

    private static HttpResponse<String> status(String key) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address("/api/v1/requests/" + item))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static long decisions() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from decision where item_id = :id")
                        .bind("id", item)
                        .mapTo(Long.class)
                        .one());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + app.consolePort() + path);
    }

    /** Somebody who is signed in, with a program instead of a browser. */
    private static final class Browser {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        Browser(String name, String role, String tenant) throws IOException, InterruptedException {
            post("/login", Map.of("name", name, "role", role, "tenants", tenant), "X-Unused", "x");
        }

        String token() throws IOException, InterruptedException {
            Matcher matcher = TOKEN.matcher(get("/queue").body());
            assertThat(matcher.find()).isTrue();
            return matcher.group(1);
        }

        int status(String path) throws IOException, InterruptedException {
            return get(path).statusCode();
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> decide(String token) throws IOException, InterruptedException {
            return post(
                    "/items/" + item + "/decisions",
                    Map.of("csrf", token, "verdict", "approve", "version", "2"),
                    "HX-Request",
                    "true");
        }

        HttpResponse<String> post(String path, Map<String, String> form, String header, String value)
                throws IOException, InterruptedException {
            String body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return client.send(
                    HttpRequest.newBuilder(address(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header(header, value)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
