/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class EmbeddedS3IT {
    @TempDir
    private static Path folder;

    private static EmbeddedS3 s3;
    private static S3Client client;

    @BeforeAll
    static void start() {
        s3 = EmbeddedS3.start(folder.resolve("s3"));
        s3.createBucket("pictures");
        client = client(s3);
    }

    @AfterAll
    static void stop() {
        client.close();
        s3.close();
    }

    @Test
    void returnsWhatWasPut() {
        byte[] picture = new byte[3 << 20];
        new Random(1).nextBytes(picture);
        put("person/photo one.png", picture, request -> request.contentType("image/png"));
        HeadObjectResponse head =
                client.headObject(request -> request.bucket("pictures").key("person/photo one.png"));
        assertThat(head.contentType()).isEqualTo("image/png");
        assertThat(head.contentLength()).isEqualTo(picture.length);
        assertThat(get("person/photo one.png")).isEqualTo(picture);
    }

    @Test
    void putsOnlyOnceWhenAskedTo() {
        put("once", "first".getBytes(UTF_8), request -> request.ifNoneMatch("*"));
        assertThatThrownBy(() -> put("once", "second".getBytes(UTF_8), request -> request.ifNoneMatch("*")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(get("once")).asString(UTF_8).isEqualTo("first");
    }

    @Test
    void servesPresignedUrl() throws Exception {
        put("signed", "seen".getBytes(UTF_8), request -> {});
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.US_EAST_1)
                .serviceConfiguration(pathStyle())
                .credentialsProvider(credentials(s3))
                .build()) {
            URI url = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(
                                    request -> request.bucket("pictures").key("signed")))
                    .url()
                    .toURI();
            assertThat(fetch(url).body()).isEqualTo("seen");
            assertThat(fetch(URI.create(url.toString().replace("/signed?", "/once?")))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void refusesWrongKeyAndNoKey() throws Exception {
        EmbeddedS3Config config = EmbeddedS3Config.of(folder).withKeys("tryon", "another");
        try (S3Client stranger = client(s3.endpoint(), config.accessKey(), config.secretKey())) {
            assertThatThrownBy(stranger::listBuckets)
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
        assertThat(fetch(s3.endpoint().resolve("/pictures")).statusCode()).isEqualTo(403);
    }

    @Test
    void saysThatAnObjectIsMissing() {
        assertThatThrownBy(() -> get("missing"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    }

    @Test
    void refusesPortAndFolderInUse() {
        int taken = s3.endpoint().getPort();
        assertThatThrownBy(() -> EmbeddedS3.start(
                        EmbeddedS3Config.of(folder.resolve("other")).withPort(taken)))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("port " + taken);
        assertThatThrownBy(() -> EmbeddedS3.start(folder.resolve("s3")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("in use by this very process");
    }

    @Test
    void continuesWhereItStoppedAndLeavesNoThread() {
        Set<Thread> before = Threads.alive();
        EmbeddedS3Config config =
                EmbeddedS3Config.of(folder.resolve("restarted")).withKeys("me", "mine");
        try (EmbeddedS3 first = EmbeddedS3.start(config);
                S3Client writer = client(first)) {
            first.createBucket("kept");
            first.createBucket("kept");
            writer.putObject(request -> request.bucket("kept").key("a/b"), RequestBody.fromString("still here"));
        }
        EmbeddedS3 again = EmbeddedS3.start(config);
        try (S3Client reader = client(again)) {
            assertThat(reader.getObjectAsBytes(request -> request.bucket("kept").key("a/b"))
                            .asUtf8String())
                    .isEqualTo("still here");
            assertThat(reader.listObjectsV2(request -> request.bucket("kept")).contents())
                    .singleElement()
                    .satisfies(object -> assertThat(object.key()).isEqualTo("a/b"));
        }
        again.close();
        again.close();
        Threads.awaitNoneMoreThan(before);
    }

    private static void put(String key, byte[] content, Consumer<PutObjectRequest.Builder> more) {
        client.putObject(request -> more.accept(request.bucket("pictures").key(key)), RequestBody.fromBytes(content));
    }

    private static byte[] get(String key) {
        return client.getObjectAsBytes(request -> request.bucket("pictures").key(key))
                .asByteArray();
    }

    private static HttpResponse<String> fetch(URI url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static S3Client client(EmbeddedS3 server) {
        return client(server.endpoint(), server.accessKey(), server.secretKey());
    }

    private static S3Client client(URI endpoint, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .serviceConfiguration(pathStyle())
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }

    private static StaticCredentialsProvider credentials(EmbeddedS3 server) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKey(), server.secretKey()));
    }

    private static S3Configuration pathStyle() {
        return S3Configuration.builder().pathStyleAccessEnabled(true).build();
    }
}
