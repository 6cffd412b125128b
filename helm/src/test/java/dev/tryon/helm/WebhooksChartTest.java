/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.producer.webhook.WebhooksConfig;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What stands around pods that call addresses of others: their secrets and their network. */
class WebhooksChartTest {

    @Test
    void everyTenantsWebhooksAreSignedWithItsOwnSecret() throws IOException {
        List<JsonNode> objects = Chart.render(Chart.values("all-experts"));

        var tenants = Rendered.configuration(objects, "tryon-webhooks")
                .get(WebhooksConfig.class)
                .tenants();

        assertThat(tenants).containsOnlyKeys("acme", "the-shop");
        assertThat(tenants.values())
                .extracting(WebhooksConfig.Tenant::secrets)
                .containsExactlyInAnyOrder(List.of("webhooks-acme"), List.of("webhooks-the-shop"));
        assertThat(Rendered.of(objects, "ConfigMap").toString()).doesNotContain("whsec_");
    }

    /** What a tenant names is called: nothing of the cluster may be among it, whatever the other policies allow. */
    @Test
    void podsThatCallWebhooksReachNothingPrivateButDnsAndKafka() {
        List<JsonNode> policies = Rendered.of(Chart.render(Chart.values("all-experts")), "NetworkPolicy");
        List<JsonNode> applying = policies.stream()
                .filter(policy -> selects(policy.at("/spec/podSelector"), "webhooks"))
                .toList();

        assertThat(applying)
                .extracting(policy -> policy.at("/metadata/name").asString())
                .containsExactly("tryon-webhooks");
        JsonNode spec = applying.get(0).path("spec");
        assertThat(spec.at("/ingress/0/ports").toString()).isEqualTo("[{\"port\":\"admin\",\"protocol\":\"TCP\"}]");
        for (JsonNode rule : spec.path("egress")) {
            if (rule.has("to")) {
                assertThat(rule.at("/to/0/ipBlock/except").valueStream().map(JsonNode::asString))
                        .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8");
                assertThat(rule.at("/to/2/ipBlock/cidr").asString()).isEqualTo("10.7.0.0/16");
            } else {
                assertThat(rule.path("ports")
                                .valueStream()
                                .map(port -> port.path("port").asInt()))
                        .isSubsetOf(53, 9093);
            }
        }
    }

    private static boolean selects(JsonNode selector, String component) {
        JsonNode wanted = selector.at("/matchLabels/app.kubernetes.io~1component");
        boolean excluded = selector.path("matchExpressions")
                .valueStream()
                .anyMatch(expression -> expression.path("values").toString().contains(component));
        return !excluded && (wanted.isMissingNode() || wanted.asString().equals(component));
    }
}
