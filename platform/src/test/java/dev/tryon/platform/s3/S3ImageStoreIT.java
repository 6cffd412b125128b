/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.platform.config.Configuration;
import dev.tryon.v1.FailureCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ImageStoreIT extends ImageStoreContract {

    private static EmbeddedS3 server;
    private static S3ImageStore store;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = EmbeddedS3.start(folder);
        server.createBucket("pictures");
        store = S3Clients.imageStore(config(server.endpoint().toString()));
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Override
    ImageStore store() {
        return store;
    }

    @Override
    S3Uri fresh() {
        return new S3Uri("pictures", UUID.randomUUID() + "/päth with spaces.png");
    }

    @Test
    void presignedAddressReadsWithoutKeys() throws Exception {
        S3Uri address = fresh();
        store.putIfAbsent(address, BYTES, "image/png");

        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(store.presignGet(address, Duration.ofMinutes(1)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.body()).isEqualTo(BYTES);
    }

    @Test
    void presignedAddressOpensNothingElseAndNotForEver() throws Exception {
        S3Uri address = fresh();
        S3Uri another = fresh();
        store.putIfAbsent(address, BYTES, "image/png");
        store.putIfAbsent(another, BYTES, "image/png");
        URI signed = store.presignGet(address, Duration.ofMinutes(1));
        URI forAnother = URI.create(store.presignGet(another, Duration.ofMinutes(1))
                .toString()
                .replaceAll("[?].*", "?" + signed.getRawQuery()));
        URI forLonger = URI.create(signed.toString().replace("X-Amz-Expires=60", "X-Amz-Expires=6000"));
        URI brief = store.presignGet(address, Duration.ofSeconds(1));

        assertThat(status(HttpRequest.newBuilder(signed))).isEqualTo(200);
        assertThat(status(HttpRequest.newBuilder(forAnother))).isEqualTo(403);
        assertThat(forLonger).isNotEqualTo(signed);
        assertThat(status(HttpRequest.newBuilder(forLonger))).isEqualTo(403);
        assertThat(status(HttpRequest.newBuilder(signed).PUT(HttpRequest.BodyPublishers.ofByteArray(BYTES))))
                .isEqualTo(403);
        assertThat(status(HttpRequest.newBuilder(signed).DELETE())).isEqualTo(403);
        await().atMost(Duration.ofSeconds(30)).until(() -> status(HttpRequest.newBuilder(brief)) == 403);
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void saysThatBucketToWriteIsMissing() {
        assertThatExceptionOfType(ImageStoreException.class)
                .isThrownBy(() -> store.putIfAbsent(S3Uri.parse("s3://nowhere/key"), BYTES, "image/png"))
                .withMessageContaining("s3://nowhere/key")
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.BUCKET_NOT_ALLOWED));
    }

    @Test
    void deadServerIsUnavailableStore() {
        try (S3ImageStore unreachable = S3Clients.imageStore(config("http://127.0.0.1:1"))) {
            assertThatExceptionOfType(ImageStoreException.class)
                    .isThrownBy(() -> unreachable.get(reference(fresh()).build(), 1000))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE));
        }
    }

    @Test
    void objectThatTheKeysDoNotOpenIsForbidden() {
        S3Uri address = fresh();
        store.putIfAbsent(address, BYTES, "image/png");

        try (S3ImageStore stranger =
                S3Clients.imageStore(config(server.endpoint().toString(), "another-secret"))) {
            assertThatExceptionOfType(ImageStoreException.class)
                    .isThrownBy(() -> stranger.get(reference(address).build(), 1000))
                    .withMessageContaining(address.toString())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.INPUT_FORBIDDEN));
        }
    }

    private static S3Config config(String endpoint) {
        return config(endpoint, server.secretKey());
    }

    private static S3Config config(String endpoint, String secretKey) {
        return Configuration.read(
                        List.of(S3Config.class),
                        null,
                        Map.of(),
                        Map.of(
                                "tryon.s3.endpoint",
                                endpoint,
                                "tryon.s3.access-key",
                                server.accessKey(),
                                "tryon.s3.secret-key",
                                secretKey,
                                "tryon.s3.path-style",
                                "true"))
                .get(S3Config.class);
    }
}
