/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.Topics.RequestTopic;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void spellsNamesAsTheContractDoes() {
        assertThat(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE))
                .isEqualTo("tryon.requests.top.interactive");
        assertThat(Topics.requests(Expert.EXPERT_BG, Lane.LANE_BULK)).isEqualTo("tryon.requests.bg.bulk");
        assertThat(Topics.workerGroup(Expert.EXPERT_TOP)).isEqualTo("tryon.worker.top");
        assertThat(Topics.deadLetters(Expert.EXPERT_TOP)).isEqualTo("dlq.tryon.requests.top");
    }

    @Test
    void sendsRequestToTheTopicOfTheStepAtItsPosition() {
        // The sample is an outfit: top first, then face, and it has come to the second step.
        assertThat(Topics.requests(ContractSamples.request())).isEqualTo("tryon.requests.face.interactive");
    }

    @Test
    void readsBackEveryRequestTopic() {
        assertThat(Topics.allRequests())
                .hasSize(14)
                .doesNotHaveDuplicates()
                .allSatisfy(topic -> assertThat(Topics.parseRequests(topic).map(RequestTopic::name))
                        .hasValue(topic));
    }

    @Test
    void readsBackGroupsAndDeadLetterTopics() {
        assertThat(ExpertNames.experts()).allSatisfy(expert -> {
            assertThat(Topics.parseWorkerGroup(Topics.workerGroup(expert))).hasValue(expert);
            assertThat(Topics.parseDeadLetters(Topics.deadLetters(expert))).hasValue(expert);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tryon.results",
                "tryon.requests.top",
                "tryon.requests.hat.bulk",
                "tryon.requests.top.bulk.2",
                "dlq.tryon.requests.top",
                "xtryon.requests.top.bulk",
                "tryon-requests.top.bulk"
            })
    void takesNoOtherNameForARequestTopic(String topic) {
        assertThat(Topics.parseRequests(topic)).isEmpty();
    }
}
