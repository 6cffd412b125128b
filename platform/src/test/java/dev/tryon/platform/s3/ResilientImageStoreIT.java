/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.config.Configuration;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real S3 endpoint that goes away and comes back. */
class ResilientImageStoreIT {

    private static final S3Uri ADDRESS = S3Uri.parse("s3://pictures/ada.png");
    private static final byte[] BYTES = "ada".getBytes(StandardCharsets.UTF_8);
    private static final Duration OPEN = Duration.ofSeconds(10);

    private final List<Boolean> opened = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Test
    void opensWhenServerGoesAwayAndRecoversByItselfWhenItIsBack(@TempDir Path folder) {
        EmbeddedS3 server = EmbeddedS3.start(folder);
        server.createBucket("pictures");
        try (S3ImageStore direct = S3Clients.imageStore(config(server))) {
            ResilientImageStore store = new ResilientImageStore(
                    direct,
                    new ResilientImageStore.Rules(2, Duration.ofMillis(1), 2, OPEN, 4, Duration.ofSeconds(1)),
                    clock(),
                    (bucket, open) -> opened.add(open));
            server.close();
            assertUnavailable(store, "failed");
            assertThat(opened).containsExactly(false, true);
            assertUnavailable(store, "circuit is open");

            int port = server.endpoint().getPort();
            server = EmbeddedS3.start(EmbeddedS3Config.of(folder).withPort(port));
            assertUnavailable(store, "circuit is open");
            now = now.plus(OPEN).plusMillis(1);

            assertThat(store.putIfAbsent(ADDRESS, BYTES, "image/png")).isEqualTo(ImageStore.PutOutcome.STORED);
            assertThat(read(store)).isEqualTo(BYTES);
            assertThat(opened).last().isEqualTo(false);
        } finally {
            server.close();
        }
    }

    private static void assertUnavailable(ImageStore store, String why) {
        assertThatExceptionOfType(ImageStoreException.class)
                .isThrownBy(() -> read(store))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE));
    }

    private static byte[] read(ImageStore store) {
        return store.get(ImageRef.newBuilder().setUri(ADDRESS.toString()).build(), 1000)
                .bytes();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private static S3Config config(EmbeddedS3 server) {
        return Configuration.read(
                        List.of(S3Config.class),
                        null,
                        Map.of(),
                        Map.of(
                                "tryon.s3.endpoint",
                                server.endpoint().toString(),
                                "tryon.s3.access-key",
                                server.accessKey(),
                                "tryon.s3.secret-key",
                                server.secretKey(),
                                "tryon.s3.path-style",
                                "true"))
                .get(S3Config.class);
    }
}
