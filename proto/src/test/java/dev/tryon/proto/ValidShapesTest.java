/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tryon.proto.RuleCases.RuleCase;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The short cut says what the rules say. */
class ValidShapesTest {

    @Test
    void noRuleIsPassedOverOnceAValidRequestOfItsKindWasSeen() {
        for (RuleCase rule : RuleCases.all()) {
            if (rule.good() instanceof TryOnRequest good && rule.bad() instanceof TryOnRequest bad) {
                assertThat(RequestRules.violations(good)).isEmpty();
                assertThat(RequestRules.violations(bad)).isEqualTo(RequestRules.violationsOf(bad));
            }
        }
    }

    @Test
    void damagedIdsAndPicturesAreStillSeen() {
        TryOnRequest valid = ContractSamples.request();
        assertThat(RequestRules.violations(valid)).isEmpty();
        Random random = new Random(11);
        List<String> pieces = List.of("", "/", "s3:/", "S3://", " ", ".", "-", "_", "A", "é", "\n", "x".repeat(1_100));
        for (int i = 0; i < 2_000; i++) {
            TryOnRequest.Builder damaged = valid.toBuilder();
            String piece = pieces.get(random.nextInt(pieces.size()));
            switch (random.nextInt(4)) {
                case 0 -> damaged.setRequestId(damaged(valid.getRequestId(), piece, random));
                case 1 ->
                    damaged.getSubjectBuilder()
                            .setUri(damaged(valid.getSubject().getUri(), piece, random));
                case 2 ->
                    damaged.getStepsBuilder(0)
                            .getProductBuilder()
                            .setUri(damaged(valid.getSteps(0).getProduct().getUri(), piece, random));
                default ->
                    damaged.getSubjectBuilder()
                            .setSha256(damaged(valid.getSubject().getSha256(), piece, random));
            }
            TryOnRequest request = damaged.build();
            assertThat(RequestRules.violations(request)).isEqualTo(RequestRules.violationsOf(request));
        }
    }

    @Test
    void requestsThatDifferInIdsAndPicturesHaveOneShape() {
        TryOnRequest.Builder other =
                ContractSamples.request().toBuilder().setRequestId("0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c56");
        other.getSubjectBuilder().setUri("s3://other-bucket/people/bob.jpg");
        TryOnRequest request = ContractSamples.request();
        assertThat(ValidShapes.shape(other.build())).isEqualTo(ValidShapes.shape(request));
        assertThat(ValidShapes.sameKind(other.build(), request)).isTrue();
        other.setPosition(0);
        assertThat(ValidShapes.shape(other.build())).isNotEqualTo(ValidShapes.shape(request));
        assertThat(ValidShapes.sameKind(other.build(), request)).isFalse();
    }

    @Test
    void everyFieldThatAShapeKeepsTellsRequestsApart() {
        TryOnRequest request = ContractSamples.request();
        Set<String> replaced = Set.of("request_id", "subject", "steps", "submitted_at", "deadline");
        for (FieldDescriptor field : TryOnRequest.getDescriptor().getFields()) {
            if (!replaced.contains(field.getName())) {
                TryOnRequest other =
                        (TryOnRequest) altered(request.toBuilder(), field).build();
                assertThat(ValidShapes.sameKind(request, other))
                        .as(field.getName())
                        .isFalse();
            }
        }
        for (FieldDescriptor field : Step.getDescriptor().getFields()) {
            if (!field.getName().equals("product")) {
                TryOnRequest.Builder other = request.toBuilder();
                altered(other.getStepsBuilder(0), field);
                assertThat(ValidShapes.sameKind(request, other.build()))
                        .as("steps." + field.getName())
                        .isFalse();
            }
        }
        assertThat(ValidShapes.sameKind(
                        request,
                        request.toBuilder().addSteps(request.getSteps(0)).build()))
                .isFalse();
    }

    /** Takes a field away where there is one, and gives it a value where there is none. */
    private static Message.Builder altered(Message.Builder message, FieldDescriptor field) {
        boolean there = field.isRepeated()
                ? message.getRepeatedFieldCount(field) > 0
                : message.getAllFields().containsKey(field);
        if (there) {
            return message.clearField(field);
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            Message value = message.newBuilderForField(field).build();
            return field.isRepeated() ? message.addRepeatedField(field, value) : message.setField(field, value);
        }
        return message.setField(
                field,
                switch (field.getJavaType()) {
                    case STRING -> "x";
                    case INT -> 1;
                    case ENUM -> field.getEnumType().findValueByNumber(1);
                    default -> throw new IllegalStateException("give a value of type " + field.getJavaType());
                });
    }

    private static String damaged(String text, String piece, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(3));
        return text.substring(0, from) + piece + text.substring(to);
    }
}
