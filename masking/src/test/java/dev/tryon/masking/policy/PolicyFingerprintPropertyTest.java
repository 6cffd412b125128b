/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tryon.masking.evidence.DetectorModel;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fingerprint changes when and only when something does that masks depend on, for every policy that ships. */
class PolicyFingerprintPropertyTest {
    private static final int ROUNDS = 1000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    /** All words that some key takes; a key refuses those of others. */
    private static final List<String> WORDS =
            List.of("none", "gain", "poisson", "required", "wanted", "unused", "other");

    static Stream<Expert> experts() {
        return Arrays.stream(Expert.values())
                .filter(expert -> expert.name().startsWith("EXPERT_"))
                .filter(MaskPolicies::has);
    }

    private static ObjectNode tree(Expert expert) {
        return JSON.valueToTree(MaskPolicies.of(expert));
    }

    private static String fingerprint(JsonNode tree) throws IOException {
        // JSON is YAML.
        return PolicyFingerprint.of(MaskPolicies.parse(tree.toString()));
    }

    @ParameterizedTest
    @MethodSource("experts")
    void changesWithEveryField(Expert expert) throws IOException {
        ObjectNode policy = tree(expert);
        String before = PolicyFingerprint.of(MaskPolicies.of(expert));
        assertThat(fingerprint(policy)).isEqualTo(before);
        List<JsonPointer> stuck = new ArrayList<>();
        for (JsonPointer field : leaves(policy)) {
            JsonNode changed = changed(policy, field, new Random(1));
            if (changed == null) {
                stuck.add(field);
            } else {
                assertThat(fingerprint(changed)).as(field.toString()).isNotEqualTo(before);
            }
        }
        // Another kind of recipe has other keys; that it counts is seen from the recipes' own keys.
        assertThat(stuck).containsExactly(JsonPointer.compile("/recipe/kind"));
    }

    @Test
    void changesWithThousandRandomChangesAndNotWithTheirSpelling() throws IOException {
        Random random = new Random(99);
        List<Expert> experts = experts().toList();
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode policy = tree(experts.get(random.nextInt(experts.size())));
            String before = fingerprint(policy);
            List<JsonPointer> fields = leaves(policy);
            JsonNode changed = changed(policy, fields.get(random.nextInt(fields.size())), random);
            JsonNode result = changed == null ? policy : changed;

            String yaml = new RandomYaml(random).write(result);
            String after = PolicyFingerprint.of(MaskPolicies.parse(yaml));

            assertThat(after.equals(before)).as(yaml).isEqualTo(changed == null);
            assertThat(after).as("spelling counts for nothing").isEqualTo(fingerprint(result));
        }
    }

    @Test
    void changesWithTheWeightsOfEachDetectorAndTheVersionOfTheCode() {
        MaskPolicy policy = MaskPolicies.of(Expert.EXPERT_TOP);
        Map<String, String> detectors = PolicyFingerprint.detectors();
        String before = PolicyFingerprint.of(policy, PolicyFingerprint.ALGORITHM_VERSION, detectors);
        assertThat(before).isEqualTo(PolicyFingerprint.of(policy));

        assertThat(detectors.values())
                .containsExactlyElementsOf(Arrays.stream(DetectorModel.values())
                        .map(DetectorModel::sha256)
                        .toList());
        for (String detector : detectors.keySet()) {
            Map<String, String> others = new LinkedHashMap<>(detectors);
            others.put(detector, "0".repeat(64));
            assertThat(PolicyFingerprint.of(policy, PolicyFingerprint.ALGORITHM_VERSION, others))
                    .as(detector)
                    .isNotEqualTo(before);
        }
        assertThat(PolicyFingerprint.of(policy, PolicyFingerprint.ALGORITHM_VERSION + 1, detectors))
                .isNotEqualTo(before);
    }

    private static List<JsonPointer> leaves(JsonNode node) {
        List<JsonPointer> found = new ArrayList<>();
        collect(node, JsonPointer.empty(), found);
        return found;
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> found) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(entry.getValue(), at.appendProperty(entry.getKey()), found));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), at.appendIndex(i), found);
            }
        } else {
            found.add(at);
        }
    }

    /** The policy with another value there that it accepts; null when no other value will do. */
    private static @Nullable JsonNode changed(JsonNode policy, JsonPointer field, Random random) {
        for (JsonNode value : others(policy.at(field), random)) {
            ObjectNode copy = policy.deepCopy();
            JsonNode parent = copy.at(field.head());
            if (parent instanceof ObjectNode object) {
                object.set(field.last().getMatchingProperty(), value);
            }
            if (accepted(copy) && !copy.equals(policy)) {
                return copy;
            }
        }
        return null;
    }

    private static boolean accepted(JsonNode policy) {
        try {
            MaskPolicies.parse(policy.toString());
            return true;
        } catch (IOException e) {
            return false; // out of the field's range
        }
    }

    private static List<JsonNode> others(JsonNode value, Random random) {
        if (value.isBoolean()) {
            return List.of(JSON.getNodeFactory().booleanNode(!value.booleanValue()));
        }
        if (value.isIntegralNumber()) {
            int whole = value.intValue();
            return Stream.of(whole + 1, whole + 8, whole - 1)
                    .<JsonNode>map(IntNode::new)
                    .toList();
        }
        if (value.isNumber()) {
            double step = 0.0001 + 0.05 * random.nextDouble();
            double was = value.doubleValue();
            return Stream.of(was + step, was - step, was + step / 1000, was - step / 1000, was + 1e-9, was - 1e-9)
                    .<JsonNode>map(DoubleNode::new)
                    .toList();
        }
        return WORDS.stream()
                .filter(word -> !word.equals(value.asText().toLowerCase(Locale.ROOT)))
                .<JsonNode>map(TextNode::new)
                .toList();
    }

    /** The same document in many spellings: order of keys, indentation, flow or block, comments. */
    private static final class RandomYaml {
        private final Random random;
        private final StringBuilder out = new StringBuilder();

        RandomYaml(Random random) {
            this.random = random;
        }

        String write(JsonNode tree) {
            block(tree, 0, 1 + random.nextInt(5));
            return out.toString();
        }

        private void block(JsonNode node, int indent, int step) {
            for (String key : shuffledKeys(node)) {
                if (random.nextInt(3) == 0) {
                    out.append(" ".repeat(random.nextInt(9)))
                            .append("# said: ")
                            .append(random.nextInt())
                            .append('\n');
                }
                out.append(" ".repeat(indent)).append(key).append(':');
                JsonNode value = node.get(key);
                if (value.isObject() && random.nextBoolean()) {
                    out.append(random.nextBoolean() ? "   # why\n" : "\n");
                    block(value, indent + step, step);
                } else {
                    out.append(" ".repeat(1 + random.nextInt(4))).append(flow(value));
                    out.append(random.nextBoolean() ? "  # so\n\n" : "\n");
                }
            }
        }

        private String flow(JsonNode value) {
            if (!value.isObject()) {
                return value.toString();
            }
            List<String> entries = new ArrayList<>();
            for (String key : shuffledKeys(value)) {
                entries.add(key + ": " + flow(value.get(key)));
            }
            return "{ " + String.join(" , ", entries) + "}";
        }

        private List<String> shuffledKeys(JsonNode node) {
            List<String> keys = new ArrayList<>();
            node.fieldNames().forEachRemaining(keys::add);
            Collections.shuffle(keys, random);
            return keys;
        }
    }
}
