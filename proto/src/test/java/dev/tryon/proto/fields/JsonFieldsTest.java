/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.ContractJson;
import dev.tryon.proto.ContractSamples;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFieldsTest {
    @Test
    void readsWhatTheContractWrites() {
        TryOnRequest.Builder read = TryOnRequest.newBuilder();

        assertThat(JsonFields.read(ContractJson.pretty(ContractSamples.request()), read))
                .isEmpty();

        assertThat(read.build()).isEqualTo(ContractSamples.request());
    }

    @Test
    void readsMessagesWithinMessages() {
        Campaign.Builder read = Campaign.newBuilder();

        assertThat(JsonFields.read(ContractJson.line(ContractSamples.campaign()), read))
                .isEmpty();

        assertThat(read.build()).isEqualTo(ContractSamples.campaign());
    }

    @Test
    void takesShortNamesOfEnumsCamelCaseAndNull() {
        TryOnRequest.Builder read = TryOnRequest.newBuilder();

        assertThat(JsonFields.read(
                        "{\"lane\":\"bulk\",\"steps\":[{\"expert\":\"top\"}],\"consentRef\":\"7\",\"workflow\":null}",
                        read))
                .isEmpty();

        assertThat(read.getLane()).isEqualTo(Lane.LANE_BULK);
        assertThat(read.getSteps(0).getExpert()).isEqualTo(Expert.EXPERT_TOP);
        assertThat(read.getConsentRef()).isEqualTo("7");
    }

    @Test
    void readsWholeRangesOfNumbers() {
        TryOnRequest.Builder read = TryOnRequest.newBuilder();

        assertThat(JsonFields.read(
                        "{\"steps\":[{\"parameters\":{\"seed\":\"18446744073709551615\",\"guidance\":1e1,\"steps\":20}}]}",
                        read))
                .isEmpty();

        assertThat(read.getSteps(0).getParameters().getSeed()).isEqualTo(-1);
        assertThat(read.getSteps(0).getParameters().getGuidance()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ''                                            | -                            | is not JSON
            {                                             | -                            | is not JSON
            []                                            | -                            | must be a JSON object
            {} {}                                         | -                            | nothing after it
            {"tenant":"a" "lane":"bulk"}                  | tenant                       | is not JSON: line 1, column
            {'tenant':"a"}                                | -                            | is not JSON
            {"tenant":7}                                  | tenant                       | must be a JSON string
            {"tenant":"a","tenant":"b"}                   | tenant                       | must be given once
            {"tenent":"a"}                                | tenent                       | is no such field
            {"subject":"s3://a/b"}                        | subject                      | must be a JSON object
            {"subject":{"url":"s3://a/b"}}                | subject.url                  | is no such field; there are uri,
            {"steps":{}}                                  | steps                        | must be a JSON array
            {"steps":[{},{"expert":"hat"}]}               | steps[1].expert              | must be one of EXPERT_EYE
            {"steps":[{"expert":"HAT"}]}                  | steps[0].expert              | must be one of
            {"steps":[{"expert":4}]}                      | steps[0].expert              | must be a JSON string
            {"steps":[{"parameters":{"steps":2.5}}]}      | steps[0].parameters.steps    | must be a whole number from 0
            {"steps":[{"parameters":{"steps":-1}}]}       | steps[0].parameters.steps    | must be a whole number from 0
            {"steps":[{"parameters":{"steps":4294967296}}]} | steps[0].parameters.steps  | must be a whole number from 0
            {"steps":[{"parameters":{"seed":1e3}}]}       | steps[0].parameters.seed     | must be a whole number from 0
            {"steps":[{"parameters":{"seed":"18446744073709551616"}}]} | steps[0].parameters.seed | must be a whole number
            {"steps":[{"parameters":{"guidance":"NaN"}}]} | steps[0].parameters.guidance | must be a number
            {"steps":[{"parameters":{"guidance":1e99}}]}  | steps[0].parameters.guidance | must be a number
            {"steps":[{"parameters":{"guidance":1e999999999}}]} | steps[0].parameters.guidance | must be a number
            {"steps":[{"parameters":{"guidance":true}}]}  | steps[0].parameters.guidance | must be a number
            {"steps":[null]}                              | steps[0]                     | must be a JSON object
            {"labels":["a"]}                              | labels                       | must be a JSON object
            {"labels":{"a":"1","a":"2"}}                  | labels.a                     | must be given once
            {"labels":{"a":1}}                            | labels.a                     | must be a JSON string
            {"deadline":"tomorrow"}                       | deadline                     | must be a time such as
            {"deadline":17}                               | deadline                     | must be a JSON string
            {"tenant":"\\ud800"}                          | tenant                       | half of a surrogate pair
            {"tenant":NaN}                                | tenant                       | is not JSON
            """)
    void namesTheFieldAtFault(String json, String field, String message) {
        Optional<RuleViolation> violation = JsonFields.read(json, TryOnRequest.newBuilder());

        assertThat(violation).hasValueSatisfying(found -> {
            assertThat(found.field()).isEqualTo(field == null ? "" : field);
            assertThat(found.message()).contains(message);
        });
    }

    @Test
    void refusesDepthWithoutEnd() {
        String deep = "{\"steps\":" + "[".repeat(100_000);

        assertThat(JsonFields.read(deep, TryOnRequest.newBuilder())).isPresent();
    }
}
