/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.producer.TestStack;
import dev.tryon.producer.gateway.KafkaTopics;
import dev.tryon.producer.gateway.TestGateway;
import dev.tryon.proto.Topics;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a campaign's rows share is checked as rows are, before anything is taken. */
@Timeout(300)
@ExtendWith(TestStack.Extension.class)
class CampaignDoorIT {
    @Test
    void whatRowsShareIsRefusedByNameAndReachesNoTopic(TestStack stack) {
        try (TestGateway gateway = new TestGateway(stack, Map.of())) {
            List<String> before = KafkaTopics.keys(stack.clients(), Topics.CAMPAIGNS);

            refused(
                    gateway,
                    403,
                    "defaults.steps[0].mask.uri",
                    "\"steps\":[{\"mask\":{\"uri\":\"s3://acme-in/m.png\"}}]");
            refused(
                    gateway,
                    422,
                    "defaults.steps[0].mask.uri",
                    "\"steps\":[{\"mask\":{\"uri\":\"s3://other-in/../m.png\"}}]");
            refused(gateway, 422, "defaults.steps[0].mask.uri", "\"steps\":[{\"mask\":{\"uri\":\"file:///m.png\"}}]");
            refused(gateway, 403, "defaults.subject.uri", "\"subject\":{\"uri\":\"s3://acme-in/ada.jpg\"}");
            refused(gateway, 403, "defaults.output.prefix", "\"output\":{\"prefix\":\"s3://acme-in/results\"}");
            refused(gateway, 422, "defaults.webhook", "\"webhook\":\"https://10.0.0.7/done\"");
            refused(gateway, 422, "defaults.webhook", "\"webhook\":\"http://shop.example/done\"");
            refused(gateway, 422, "defaults.steps[0].parameters.steps", "\"steps\":[{\"parameters\":{\"steps\":900}}]");

            assertThat(KafkaTopics.keys(stack.clients(), Topics.CAMPAIGNS)).isEqualTo(before);
        }
    }

    private static void refused(TestGateway gateway, int status, String field, String defaults) {
        HttpResponse<String> answer = gateway.post(
                TestGateway.OTHER,
                "/v1/campaigns",
                "{\"manifest\":{\"uri\":\"s3://other-in/spring.ndjson\"},\"defaults\":{" + defaults + "}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(TestGateway.json(answer.body()).path("field").asText()).isEqualTo(field);
    }
}
