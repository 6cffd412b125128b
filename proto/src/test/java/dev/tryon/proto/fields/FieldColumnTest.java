/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Expert;
import dev.tryon.v1.TryOnRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldColumnTest {
    @Test
    void fillsFieldsAtAnyDepth() {
        TryOnRequest.Builder request = TryOnRequest.newBuilder();

        set(request, "subject", "s3://shop/ada.jpg");
        set(request, "steps[1].parameters.seed", "7");
        set(request, "steps[1].expert", "shoes");
        set(request, "output", "s3://shop/results");
        set(request, "labels.shop/sku.size", "42");
        set(request, "deadline", "2026-12-01T00:00:00Z");

        assertThat(request.getSubject().getUri()).isEqualTo("s3://shop/ada.jpg");
        assertThat(request.getStepsCount()).isEqualTo(2);
        assertThat(request.getSteps(1).getParameters().getSeed()).isEqualTo(7);
        assertThat(request.getSteps(1).getExpert()).isEqualTo(Expert.EXPERT_SHOES);
        assertThat(request.getOutput().getPrefix()).isEqualTo("s3://shop/results");
        assertThat(request.getLabelsMap()).containsEntry("shop/sku.size", "42");
        assertThat(request.getDeadline().getSeconds()).isEqualTo(1_796_083_200);
    }

    @Test
    void saysWhichCellDoesNotFit() {
        FieldColumn column = FieldColumn.of(TryOnRequest.getDescriptor(), "steps[0].expert");

        assertThat(column.set(TryOnRequest.newBuilder(), "hat"))
                .hasValueSatisfying(violation -> assertThat(violation.text())
                        .startsWith("steps[0].expert: must be one of EXPERT_EYE")
                        .endsWith("it is \"hat\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sku               | no such field; there are request_id
            subject.url       | no such field; there are uri
            steps.expert      | steps is a list: write steps[0]
            tenant[0]         | tenant is no list
            steps[99].expert  | too far in the list
            steps[0]          | name a field of it
            deadline.seconds  | has no fields of its own
            tenant.x          | has no fields of its own
            """)
    void refusesColumnsThatAreNoFields(String path, String message) {
        assertThatThrownBy(() -> FieldColumn.of(TryOnRequest.getDescriptor(), path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void set(TryOnRequest.Builder request, String path, String cell) {
        assertThat(FieldColumn.of(TryOnRequest.getDescriptor(), path).set(request, cell))
                .isEmpty();
    }
}
