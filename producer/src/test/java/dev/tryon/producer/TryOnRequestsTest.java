/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.ContractJson;
import dev.tryon.proto.RequestRules;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageFormat;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TryOnRequestsTest {
    @Test
    void fewestWordsMakeAValidInteractiveRequest() {
        TryOnRequest request = SampleRequests.top().build();

        assertThat(RequestRules.violations(request)).isEmpty();
        assertThat(request.getLane()).isEqualTo(Lane.LANE_INTERACTIVE);
        assertThat(RequestIds.madeAt(request.getRequestId())).isPresent();
    }

    @Test
    void leavesUnsaidParametersToTheExpert() {
        TryOnRequest request = SampleRequests.top().build();

        assertThat(request.getSteps(0).getParameters().getAllFields()).isEmpty();
    }

    @Test
    void saysEverythingThatAContractRequestCanSay() throws Exception {
        TryOnRequest request = TryOnRequests.forTenant("demo")
                .requestId("0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55")
                .lane(Lane.LANE_BULK)
                .subject("s3://tryon/ada.jpg")
                .step(
                        Expert.EXPERT_TOP,
                        "s3://tryon/shirt.png",
                        with -> with.seed(7)
                                .steps(20)
                                .guidance(2.5f)
                                .strength(0.5f)
                                .feather(0.25f)
                                .mask(ImageRef.newBuilder()
                                        .setUri("s3://tryon/mask.png")
                                        .build()))
                .step(Expert.EXPERT_FACE, "s3://tryon/face.png")
                .output("s3://tryon/out", ImageFormat.IMAGE_FORMAT_WEBP_LOSSLESS)
                .deadline(Instant.parse("2026-01-01T00:00:00Z"))
                .workflow("two-stages")
                .consent("consents/17")
                .label("season", "spring")
                .build();

        assertThat(request)
                .isEqualTo(ContractJson.read("""
                                        {"request_id": "0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55", "tenant": "demo",
                                         "lane": "LANE_BULK", "subject": {"uri": "s3://tryon/ada.jpg"},
                                         "steps": [{"expert": "EXPERT_TOP", "product": {"uri": "s3://tryon/shirt.png"},
                                            "mask": {"uri": "s3://tryon/mask.png"},
                                            "parameters": {"steps": 20, "guidance": 2.5, "seed": 7, "strength": 0.5,
                                                "feather": 0.25}},
                                           {"expert": "EXPERT_FACE", "product": {"uri": "s3://tryon/face.png"},
                                            "parameters": {}}],
                                         "output": {"prefix": "s3://tryon/out", "format": "IMAGE_FORMAT_WEBP_LOSSLESS"},
                                         "deadline": "2026-01-01T00:00:00Z", "workflow": "two-stages",
                                         "consent_ref": "consents/17", "labels": {"season": "spring"}}
                                        """, TryOnRequest.newBuilder()).build());
    }
}
