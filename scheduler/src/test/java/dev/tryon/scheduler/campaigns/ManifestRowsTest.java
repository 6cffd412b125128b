/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tryon.v1.Campaign;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.TryOnRequest;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class ManifestRowsTest {
    private static final Campaign CAMPAIGN = Campaign.newBuilder()
            .setCampaignId("00000000-0000-4000-8000-00000000000c")
            .setTenant("acme")
            .setManifest(ImageRef.newBuilder().setUri("s3://shop/spring.ndjson"))
            .setDefaults(TryOnRequest.newBuilder()
                    .setSubject(ImageRef.newBuilder().setUri("s3://shop/person.jpg"))
                    .setOutput(OutputSpec.newBuilder().setPrefix("s3://shop/results")))
            .build();

    @Test
    void aRowFailsWithTheCodeThatAWorkerWouldGive() throws Exception {
        String manifest = """
            {"steps":[{"expert":"face","product":{"uri":"s3://shop/face.jpg"}}]}
            {"steps":[{"expert":"face","product":{"uri":"s3://shop/face.jpg"}}],"consent_ref":"consents/7"}
            {"steps":[{"expert":"hat"}]}
            """;
        try (RowSource rows = ManifestRows.in(uri -> new ByteArrayInputStream(manifest.getBytes(UTF_8)))
                .open(CAMPAIGN, 0, 0)) {
            assertThat(rows.next(3).orElseThrow().rows())
                    .extracting(Row::refused, Row::code)
                    .containsExactlyInAnyOrder(
                            tuple(true, FailureCode.CONSENT_MISSING),
                            tuple(false, FailureCode.FAILURE_CODE_UNSPECIFIED),
                            tuple(true, FailureCode.INVALID_REQUEST));
        }
    }
}
