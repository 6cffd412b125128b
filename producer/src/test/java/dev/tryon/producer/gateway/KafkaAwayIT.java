/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.producer.TestStack;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever asks while Kafka takes nothing is told so, within the time that they were promised. */
@Timeout(300)
class KafkaAwayIT {
    private static final String BODY = "{\"subject\":{\"uri\":\"s3://other-in/ada.jpg\"},"
            + "\"steps\":[{\"expert\":\"top\",\"product\":{\"uri\":\"s3://other-in/shirt.png\"}}],"
            + "\"output\":{\"prefix\":\"s3://other-in/results\"}}";

    @Test
    void whatKafkaDoesNotTakeIsAnswered503() {
        try (TestStack stack = TestStack.start();
                TestGateway gateway = new TestGateway(stack, Map.of("tryon.gateway.accept-timeout", "2s"))) {
            assertThat(gateway.post(TestGateway.OTHER, "/v1/try-ons", BODY).statusCode())
                    .isEqualTo(202);
            stack.stopKafka();

            unavailable(gateway.post(TestGateway.OTHER, "/v1/try-ons", BODY));
            unavailable(gateway.post(TestGateway.OTHER, "/v1/try-ons", BODY, "Idempotency-Key", "once"));
            unavailable(gateway.post(
                    TestGateway.OTHER, "/v1/campaigns", "{\"manifest\":{\"uri\":\"s3://other-in/spring.ndjson\"}}"));
            unavailable(gateway.delete(TestGateway.OTHER, "/v1/try-ons/5f0c2a0e-6d0b-4c52-9f7b-0a3f6e0c9d41"));
            HttpResponse<String> batch =
                    gateway.post(TestGateway.OTHER, "/v1/try-ons:batch", BODY + "\n" + BODY + "\n");
            assertThat(Arrays.stream(batch.body().split("\n"))
                            .map(line -> TestGateway.json(line).path("status").asInt()))
                    .containsExactly(503, 503);
        }
    }

    private static void unavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(TestGateway.json(answer.body()).path("type").asText()).isEqualTo("urn:tryon:problem:unavailable");
    }
}
