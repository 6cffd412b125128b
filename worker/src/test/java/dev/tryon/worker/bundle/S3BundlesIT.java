/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3Objects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The shipped bundles on a real S3 endpoint. */
@SuppressWarnings("NullAway.Init")
class S3BundlesIT {

    private static final Path SHIPPED = Path.of("..", "experts");

    @TempDir
    private Path folder;

    private EmbeddedS3 s3;
    private S3Client client;
    private S3Objects objects;
    private S3Bundles bundles;

    @BeforeEach
    void start() throws IOException {
        s3 = EmbeddedS3.start(folder.resolve("s3"));
        s3.createBucket("models");
        S3Config config = Configuration.read(
                        List.of(S3Config.class),
                        null,
                        Map.of(),
                        Map.of(
                                "tryon.s3.endpoint", s3.endpoint().toString(),
                                "tryon.s3.access-key", s3.accessKey(),
                                "tryon.s3.secret-key", s3.secretKey(),
                                "tryon.s3.path-style", "true"))
                .get(S3Config.class);
        client = S3Clients.client(config);
        objects = new S3Objects(config);
        bundles = new S3Bundles(objects, "s3://models/tryon", folder.resolve("cache"));
        for (String expert : List.of("top", "eye")) {
            upload(expert);
        }
    }

    @AfterEach
    void stop() {
        objects.close();
        client.close();
        s3.close();
    }

    @Test
    void findsWhatIsThereAndBringsItToDiskWhole() {
        assertThat(bundles.names()).containsExactlyInAnyOrder("top", "eye");

        ExpertBundle fetched = bundles.open("top");

        ExpertBundle shipped = ExpertBundle.open(SHIPPED.resolve("top"));
        assertThat(fetched.sha256()).isEqualTo(shipped.sha256());
        assertThat(fetched.manifest()).isEqualTo(shipped.manifest());
        assertThat(fetched.bytes()).isEqualTo(shipped.bytes()).isPositive();
        assertThat(fetched.file("denoiser"))
                .startsWith(folder.resolve("cache"))
                .hasSameBinaryContentAs(shipped.file("denoiser"));
    }

    @Test
    void fetchesNoFileThatTheDiskHas() {
        bundles.open("top");
        delete("tryon/top/denoiser.pt");

        assertThat(bundles.open("top").bytes()).isPositive();
    }

    @Test
    void fetchesFileAgainThatWasDamagedOnDisk() throws IOException {
        Path denoiser = bundles.open("top").file("denoiser");
        Files.writeString(denoiser, "damaged");

        assertThat(bundles.open("top").file("denoiser"))
                .isEqualTo(denoiser)
                .hasSameBinaryContentAs(SHIPPED.resolve("top").resolve("denoiser.pt"));
    }

    @Test
    void refusesFileThatManifestDoesNotNameAndKeepsNothingOfIt() throws IOException {
        BundleManifest.BundleFile shipped = Objects.requireNonNull(
                ExpertBundle.open(SHIPPED.resolve("top")).manifest().files().get("denoiser"));
        put("tryon/top/denoiser.pt", RequestBody.fromString("something else"));

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> bundles.open("top"))
                .withMessageContaining("s3://models/tryon/top/denoiser.pt")
                .withMessageContaining(shipped.sha256());
        try (Stream<Path> kept = Files.walk(folder.resolve("cache"))) {
            assertThat(kept.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".tmp") || name.equals("denoiser.pt"));
        }
    }

    @Test
    void saysWhichBundleIsMissing() {
        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> bundles.open("dress"))
                .withMessageContaining("s3://models/tryon/dress/bundle.json");
    }

    @Test
    void takesANewVersionAtTheNextOpening() throws IOException {
        ExpertBundle before = bundles.open("top");
        String manifest = Files.readString(SHIPPED.resolve("top").resolve("bundle.json"));
        put("tryon/top/bundle.json", RequestBody.fromString(manifest + "\n"));

        assertThat(bundles.open("top").sha256()).isNotEqualTo(before.sha256());
    }

    private void upload(String expert) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED.resolve(expert))) {
            for (Path file : files.toList()) {
                put("tryon/" + expert + "/" + file.getFileName(), RequestBody.fromFile(file));
            }
        }
    }

    private void put(String key, RequestBody body) {
        client.putObject(request -> request.bucket("models").key(key), body);
    }

    private void delete(String key) {
        client.deleteObject(request -> request.bucket("models").key(key));
    }
}
