/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** values.schema.json: a wrong value is refused before anything is installed, and the message says where it stands. */
class RefusedValuesTest {

    @TempDir
    Path scratch;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka: {bootstrapServers: kafka}                                          | bootstrapServers",
                "kafka: {bootstrapServers: 'kafka:9092', security: ssl}                    | security",
                "kafka: {bootstrapServers: 'kafka:9092', properties: {acks: '1'}}          | acks",
                "kafka: {bootstrapServers: 'kafka:9092', sasl: {mechanism: GSSAPI}}        | mechanism",
                "kafka: {bootstrap: 'kafka:9092'}                                          | bootstrap",
                "s3: {buckets: {}}                                                         | buckets",
                "s3: {buckets: {shop: [Not_A_Bucket]}}                                     | buckets",
                "s3: {endpoint: 'minio:9000', buckets: {shop: [pictures]}}                 | endpoint",
                "s3: {credentials: env, buckets: {shop: [pictures]}}                       | credentials",
                "pools: [{name: top}]                                                      | experts",
                "pools: [{name: top, experts: [hat]}]                                      | experts",
                "pools: [{name: Top_1, experts: [top]}]                                    | name",
                "pools: [{name: top, experts: [top], device: gpu}]                         | device",
                "pools: [{name: top, experts: [top], batch: 0}]                            | batch",
                "pools: [{name: top, experts: [top], slot: 4}]                             | slot",
                "pools: [{name: top, experts: [top], bundles: {source: claim}}]            | claim",
                "pools: [{name: top, experts: [top], scaling: {trigger: prometheus}}]      | query",
                "pools: [{name: top, experts: [top], config: {worker.slots: 4}}]           | worker.slots",
                "approval: {enabled: true, database: {url: ''}}                            | url",
                "gateway: {ingress: {enabled: true, host: ''}}                             | host",
                "credentials: {source: external, external: {data: {s3: {key: a}}}}         | data",
                "webhooks: {enabled: true, tenants: []}                                    | tenants",
                "webhooks: {enabled: true, tenants: [Shop]}                                | tenants",
                "webhooks: {privateNetworks: [10.0.0.1]}                                   | privateNetworks",
                "credentials: {source: plain, plain: {webhooks: {shop: secret}}}           | webhooks",
                "image: {pullPolicy: Sometimes}                                            | pullPolicy",
                "gatway: {enabled: false}                                                  | gatway"
            })
    void isRefusedByName(String wrong, String where) throws IOException {
        ObjectNode values = (ObjectNode) Chart.YAML.readTree("""
                kafka: {bootstrapServers: "kafka:9092"}
                s3: {buckets: {"*": [pictures]}}
                """);
        JsonNode change = Chart.YAML.readTree(wrong);
        change.properties().forEach(entry -> values.set(entry.getKey(), entry.getValue()));
        Path file = scratch.resolve("values.yaml");
        Files.writeString(file, Chart.YAML.writeValueAsString(values));

        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(where);
    }
}
