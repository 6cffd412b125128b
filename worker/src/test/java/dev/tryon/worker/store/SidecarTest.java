/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Duration;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.Provenance;
import dev.tryon.v1.Quality;
import dev.tryon.v1.Timings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SidecarTest {

    private static final Completed COMPLETED = Completed.newBuilder()
            .setWidth(640)
            .setQuality(Quality.newBuilder().setSeamGradient(1.5f))
            .setProvenance(Provenance.newBuilder()
                    .setFingerprint("f1")
                    .setBundleSha256("b1")
                    .setBundleVersion("1.0")
                    .setPolicyFingerprint("p1")
                    .setSubjectSha256("s1")
                    .setProductSha256("g1")
                    .setMaskSha256("m1")
                    .setSubjectEtag("e1")
                    .setProductEtag("e2")
                    .setSeed(7)
                    .setSampler("flow-match-euler")
                    .setDenoiseSteps(20)
                    .setGuidance(2.5f)
                    .setStrength(0.5f)
                    .setFeather(0.25f)
                    .setWorker("top-0")
                    .setAttempt(2)
                    .setTimings(Timings.newBuilder()
                            .setDenoise(Duration.newBuilder().setSeconds(3)))
                    .setMaskMode(MaskMode.MASK_MODE_REPLACE))
            .build();
    private static final Sidecar SIDECAR = new Sidecar(
            COMPLETED,
            Expert.EXPERT_TOP,
            Map.of("subject", image("ada.jpg", "e1", "s1"), "product", image("shirt.png", "e2", "g1")));

    @Test
    void hasEveryFieldOfEventsProvenance() throws IOException {
        JsonNode provenance = new ObjectMapper().readTree(SIDECAR.json()).get("provenance");

        List<String> names = Provenance.getDescriptor().getFields().stream()
                .map(field -> field.getJsonName())
                .toList();
        assertThat(provenance.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void saysWhichExpertMadeItOfWhatWithWhat() throws IOException {
        JsonNode json = new ObjectMapper().readTree(SIDECAR.json());

        assertThat(json.get("expert").asText()).isEqualTo("top");
        assertThat(json.get("quality").get("seamGradient").floatValue()).isEqualTo(1.5f);
        assertThat(json.at("/inputs/subject/uri").asText()).isEqualTo("s3://tryon/ada.jpg");
        assertThat(json.at("/inputs/subject/etag").asText()).isEqualTo("e1");
        assertThat(json.at("/inputs/product/sha256").asText()).isEqualTo("g1");
        assertThat(json.at("/versions/java").asText())
                .isEqualTo(Runtime.version().toString());
        assertThat(json.at("/versions/tryon").asText()).isNotEmpty();
    }

    @Test
    void givesBackWhatWasAnnounced() throws IOException {
        assertThat(Sidecar.completed(SIDECAR.json())).isEqualTo(COMPLETED);
    }

    private static StoredImage image(String key, String etag, String sha256) {
        return new StoredImage(new S3Uri("tryon", key), new byte[0], etag, sha256);
    }
}
