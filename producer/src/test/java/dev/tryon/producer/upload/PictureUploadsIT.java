/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.producer.Pictures;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.cli.TestConnections;
import dev.tryon.v1.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestStack.Extension.class)
class PictureUploadsIT {
    @TempDir
    private Path folder;

    private final S3ImageStore store;
    private final PictureUploads uploads;

    PictureUploadsIT(TestStack stack) {
        store = TestConnections.to(stack).imageStore();
        uploads = new PictureUploads(store, TestStack.BUCKET, 10_000);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void storesAPictureUnderItsContent() throws IOException {
        Path file = Pictures.png(folder.resolve("ada.png"), 1);

        ImageRef reference = uploads.upload(file);

        assertThat(reference.getUri()).matches("s3://tryon/uploads/[0-9a-f]{64}\\.png");
        StoredImage stored = store.get(reference, 10_000);
        assertThat(stored.bytes()).isEqualTo(Files.readAllBytes(file));
        assertThat(stored.sha256()).isEqualTo(reference.getSha256());
    }

    @Test
    void sendsTheSamePictureToTheSamePlaceWhateverItsName() throws IOException {
        Path once = Pictures.png(folder.resolve("once.png"), 2);
        Path again = Pictures.png(folder.resolve("again.jpg"), 2);
        Path other = Pictures.png(folder.resolve("other.png"), 3);

        assertThat(uploads.upload(again)).isEqualTo(uploads.upload(once));
        assertThat(uploads.upload(other)).isNotEqualTo(uploads.upload(once));
    }

    @Test
    void takesWhatIsInS3AsItIs() {
        assertThat(uploads.reference("s3://shop/ada.jpg"))
                .isEqualTo(ImageRef.newBuilder().setUri("s3://shop/ada.jpg").build());
    }

    @Test
    void refusesWhatIsNoPictureByContent() throws IOException {
        Path file = Files.writeString(folder.resolve("text.png"), "no picture", UTF_8);

        assertThatThrownBy(() -> uploads.upload(file))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessageContainingAll("text.png", "convert");
    }

    @Test
    void refusesAFileOverTheLimitBeforeReadingIt() throws IOException {
        Path file = Files.write(folder.resolve("large.png"), new byte[10_001]);

        assertThatThrownBy(() -> uploads.upload(file))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessageContainingAll("10001", "10000");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> uploads.reference(folder.resolve("nobody.jpg").toString()))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessageContaining("nobody.jpg");
    }
}
