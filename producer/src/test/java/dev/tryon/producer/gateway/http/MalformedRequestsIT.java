/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.gateway.KafkaTopics;
import dev.tryon.producer.gateway.TestGateway;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code malformed.ndjson} holds requests, and with which status and field each must be refused. */
@Timeout(300)
@ExtendWith(TestStack.Extension.class)
class MalformedRequestsIT {
    @Test
    void eachIsRefusedByNameAndNoneReachesATopic(TestStack stack) throws IOException {
        String topic = Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE);
        List<JsonNode> corpus = corpus();
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(300);
        List<String> wrong = new ArrayList<>();
        try (TestGateway gateway = new TestGateway(stack, Map.of())) {
            List<String> before = KafkaTopics.keys(stack.clients(), topic);

            for (JsonNode request : corpus) {
                HttpResponse<String> answer = sent(gateway, request);
                JsonNode problem = TestGateway.json(answer.body());
                String expected = request.path("status").asInt() + " "
                        + request.path("field").asText("");
                String found = answer.statusCode() + " "
                        + (request.has("field") ? problem.path("field").asText() : "");
                boolean typed =
                        answer.headers().firstValue("Content-Type").orElse("").equals(Problem.MEDIA_TYPE);
                if (!expected.equals(found) || problem.path("detail").asText().isEmpty() || !typed) {
                    wrong.add(request.path("name").asText() + ": expected " + expected + ", got " + found + ": "
                            + problem.path("detail").asText());
                }
            }

            assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
            assertThat(KafkaTopics.keys(stack.clients(), topic)).isEqualTo(before);
        }
    }

    private static HttpResponse<String> sent(TestGateway gateway, JsonNode request) {
        byte[] body = request.has("base64")
                ? Base64.getDecoder().decode(request.path("base64").asText())
                : request.path("body").asText().getBytes(UTF_8);
        HttpRequest.Builder sent = gateway.request(TestGateway.ACME, "/v1/try-ons")
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.path("headers")
                .properties()
                .forEach(header ->
                        sent.setHeader(header.getKey(), header.getValue().asText()));
        return gateway.send(sent);
    }

    private static List<JsonNode> corpus() throws IOException {
        try (var stream = MalformedRequestsIT.class.getResourceAsStream("malformed.ndjson")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .map(TestGateway::json)
                    .toList();
        }
    }
}
