/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.s3.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every service, in a process of its own and at its most talkative, is configured with secrets that can be searched for, does
 * real work with presigned addresses, and loses its store and its database meanwhile. Nothing that any of them wrote, and no
 * page of meters, may hold a secret.
 */
@Timeout(600)
class SecretsInNoOutputIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SIGNATURE = Pattern.compile("X-Amz-Signature=([0-9a-f]+)");
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> secrets = new TreeSet<>(CanaryServices.SECRETS);

    @TempDir
    private Path folder;

    @Test
    void noSecretInAnyLogOrMeter() throws Exception {
        try (CanaryServices services = CanaryServices.start(folder)) {
            DemoSamples.Pair sample =
                    DemoSamples.write(folder.resolve("samples"), List.of("top")).get(0);
            String id = submit(services, upload(services, sample.person()), upload(services, sample.product()));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> state(services, id), "completed"::equals);
            refusals(services);
            lookAt(services, id);

            services.loseStore();
            String late = submit(services, "s3://tryon/uploads/late.png", "s3://tryon/uploads/late2.png");
            await().atMost(PATIENCE).until(() -> services.output("worker").contains("a dependency does not answer"));
            services.loseDatabase();
            await().atMost(PATIENCE)
                    .until(() -> get(services.console("/api/v1/requests/" + late), CanaryServices.APPROVAL_KEY)
                                    .statusCode()
                            >= 500);

            for (URI meters : services.meters()) {
                assertThat(get(meters, "none").body()).contains("tryon_").doesNotContain(secrets);
            }
            services.stop();
            for (String service : CanaryServices.NAMES) {
                assertThat(services.output(service))
                        .as("what " + service + " wrote")
                        .contains("starting", "*****") // it did write, its configuration too
                        .doesNotContain(secrets)
                        .doesNotContain("X-Amz-Signature", "Bearer ");
            }
            assertThat(services.output("worker")).contains(late);
        }
    }

    private String upload(CanaryServices services, Path picture) throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(picture);
        JsonNode answer = JSON.readTree(post(
                        services.gateway("/v1/uploads"),
                        "{\"content_type\":\"image/png\",\"bytes\":" + bytes.length + ",\"sha256\":\""
                                + Sha256.hex(bytes) + "\"}")
                .body());
        URI put = URI.create(answer.path("put").asText());
        keepSignature(put.toString());
        HttpRequest request = HttpRequest.newBuilder(put)
                .header("Content-Type", "image/png")
                .PUT(BodyPublishers.ofByteArray(bytes))
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        return answer.path("uri").asText();
    }

    private String submit(CanaryServices services, String person, String product)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                services.gateway("/v1/try-ons"),
                "{\"subject\":{\"uri\":\"" + person + "\"},\"steps\":[{\"expert\":\"top\",\"product\":{\"uri\":\""
                        + product
                        + "\"},\"parameters\":{\"steps\":1}}],\"output\":{\"prefix\":\"s3://tryon/results\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("request_id").asText();
    }

    private String state(CanaryServices services, String id) throws IOException, InterruptedException {
        String body = get(services.gateway("/v1/try-ons/" + id), CanaryServices.GATEWAY_KEY)
                .body();
        return JSON.readTree(body).path("state").asText();
    }

    /** What doors say to those whom they do not let in is written down too. */
    private void refusals(CanaryServices services) throws IOException, InterruptedException {
        assertThat(get(services.gateway("/v1/try-ons/1"), "canary-wrong-key").statusCode())
                .isEqualTo(401);
        assertThat(get(services.console("/api/v1/requests/1"), "canary-wrong-key")
                        .statusCode())
                .isEqualTo(401);
        secrets.add("canary-wrong-key");
        assertThat(post(services.gateway("/v1/try-ons"), "{\"webhook\":").statusCode())
                .isEqualTo(400);
    }

    /** A reviewer's look at a result: session, token of its forms, address of its picture. */
    private void lookAt(CanaryServices services, String id) throws IOException, InterruptedException {
        HttpResponse<String> login = http.send(
                HttpRequest.newBuilder(services.console("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("name=anna&role=creative"))
                        .build(),
                BodyHandlers.ofString());
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        secrets.add(cookie.substring(cookie.indexOf('=') + 1));
        await().atMost(PATIENCE)
                .until(() ->
                        withCookie(services.console("/items/" + id), cookie).statusCode() == 200);
        var token = TOKEN.matcher(
                withCookie(services.console("/items/" + id), cookie).body());
        assertThat(token.find()).isTrue();
        secrets.add(token.group(1));
        Optional<String> picture = withCookie(services.console("/items/" + id + "/pictures/full"), cookie)
                .headers()
                .firstValue("Location");
        keepSignature(picture.orElseThrow());
        assertThat(get(URI.create(picture.get()), "").statusCode()).isEqualTo(200);
    }

    private void keepSignature(String address) {
        var signature = SIGNATURE.matcher(address);
        assertThat(signature.find()).as(address).isTrue();
        secrets.add(signature.group(1));
    }

    private HttpResponse<String> post(URI address, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + CanaryServices.GATEWAY_KEY)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** @param key none when empty: whom a presigned address lets in brings nothing else */
    private HttpResponse<String> get(URI address, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> withCookie(URI address, String cookie) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address).header("Cookie", cookie).build(), BodyHandlers.ofString());
    }
}
