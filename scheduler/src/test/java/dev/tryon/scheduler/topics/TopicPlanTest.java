/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPlanTest {

    private static final Set<String> TABLES = Set.of(Topics.CAMPAIGN_PROGRESS, Topics.WEBHOOKS);

    @TempDir
    private Path folder;

    @Test
    void namesEveryTopicOfTheContract() {
        assertThat(TopicPlan.builtIn().topics())
                .extracting(PlannedTopic::name)
                .hasSize(7 * 2 + 9 + 7)
                .doesNotHaveDuplicates()
                .containsAll(Topics.allRequests())
                .contains(
                        Topics.RESULTS,
                        Topics.RETRIES,
                        Topics.CONTROL,
                        Topics.CAMPAIGNS,
                        Topics.CAMPAIGN_PROGRESS,
                        Topics.CLAIMS,
                        Topics.DECISIONS,
                        Topics.WEBHOOKS,
                        Topics.DEAD_WEBHOOKS,
                        Topics.deadLetters(Expert.EXPERT_BG));
    }

    @Test
    void givesEveryExpertItsGroupAndDeadLetters() {
        assertThat(TopicPlan.builtIn().groups())
                .hasSize(7)
                .filteredOn(PlannedGroup::name, Topics.workerGroup(Expert.EXPERT_TOP))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.deadLetterTopic()).isEqualTo(Topics.deadLetters(Expert.EXPERT_TOP));
                    assertThat(group.configs())
                            .containsEntry("share.auto.offset.reset", "earliest")
                            .containsEntry("share.record.lock.duration.ms", "15000")
                            .containsEntry("share.delivery.count.limit", "5");
                });
    }

    @Test
    void keepsTheLatestOfWhatIsATable() {
        assertThat(TopicPlan.builtIn().topics())
                .allSatisfy(topic -> assertThat(topic.configs(Replication.of(1)))
                        .containsEntry("cleanup.policy", TABLES.contains(topic.name()) ? "compact,delete" : "delete"));
    }

    @Test
    void allowsDeadLettersOnlyWhereTheyBelong() {
        assertThat(TopicPlan.builtIn().topics())
                .allSatisfy(topic -> assertThat(
                                topic.configs(Replication.of(1)).containsKey("errors.deadletterqueue.group.enable"))
                        .isEqualTo(Topics.parseDeadLetters(topic.name()).isPresent()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            control: {partitions: 1, | control: {partitons: 1, | unknown key control.partitons; known there: [partitions, retention]
            delivery-limit: 5        | delivery-limits: 5      | unknown key worker-groups.delivery-limits
            record-lock: PT15S       | record-lock: PT15S\\n  record-lock: PT20S | record-lock
            delivery-limit: 5        | delivery-limit: 1       | delivery-limit must be at least 2, not 1
            bulk: {partitions: 1,    | bulk: {partitions: 0,   | tryon.requests.eye.bulk: partitions must be at least 1, not 0
            bulk: {partitions: 1,    | bulk: {partitions: many, | requests.bulk.partitions
            retries: {partitions: 2, | retries: {              | retries.partitions: Missing
            record-lock: PT15S       | record-lock: 15 s       | worker-groups.record-lock
            """)
    void refusesPlanFileAndSaysWhere(String built, String changed, String message) throws Exception {
        String yaml = builtIn();
        assertThat(yaml).contains(built);
        Path file = Files.writeString(folder.resolve("plan.yaml"), yaml.replace(built, changed.replace("\\n", "\n")));
        assertThatThrownBy(() -> TopicPlan.read(file))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void readsNumbersOfOnesOwn() throws Exception {
        Path file = Files.writeString(
                folder.resolve("plan.yaml"), builtIn().replace("bulk: {partitions: 1", "bulk: {partitions: 64"));
        assertThat(TopicPlan.read(file).topics())
                .filteredOn(PlannedTopic::name, "tryon.requests.shoes.bulk")
                .singleElement()
                .extracting(PlannedTopic::partitions)
                .isEqualTo(64);
    }

    @Test
    void keepsOneBrokerDispensableFromThreeOn() {
        assertThat(Replication.of(1).minInsync()).isEqualTo(1);
        assertThat(Replication.of(2).minInsync()).isEqualTo(1);
        assertThat(Replication.of(3).minInsync()).isEqualTo(2);
        assertThatThrownBy(() -> new Replication(2, 3)).hasMessageContaining("1 to 2");
    }

    private static String builtIn() throws Exception {
        try (InputStream yaml = TopicPlan.class.getResourceAsStream("topics.yaml")) {
            return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
