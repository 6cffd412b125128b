/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.gateway.TestGateway;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStack.Extension.class)
class OpenApiIT {
    @Test
    void describesWhatIsServedAndNothingElse(TestStack stack) {
        try (TestGateway gateway = new TestGateway(stack, Map.of())) {
            JsonNode description =
                    TestGateway.json(gateway.get("", "/openapi.json").body());

            Set<String> described = new TreeSet<>();
            description
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .fieldNames()
                            .forEachRemaining(method -> described.add(method + " " + path.getKey())));
            Set<String> served = new TreeSet<>();
            for (Route route : gateway.app().server().routes()) {
                served.add(route.method().toString().toLowerCase(Locale.ROOT) + " " + route.path());
            }
            assertThat(description.path("openapi").asText()).startsWith("3.1");
            assertThat(described).isEqualTo(served);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode description = TestGateway.json(new String(OpenApi.json(), java.nio.charset.StandardCharsets.UTF_8));

        for (JsonNode reference : description.findValues("$ref")) {
            assertThat(description.at(reference.asText().substring(1)).isObject())
                    .as(reference.asText())
                    .isTrue();
        }
    }
}
