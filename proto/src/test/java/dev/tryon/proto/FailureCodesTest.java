/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureCodesTest {
    static List<FailureCode> codes() {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code != FailureCode.UNRECOGNIZED && code != FailureCode.FAILURE_CODE_UNSPECIFIED)
                .toList();
    }

    @Test
    void everyCodeHasAKindAndAdviceOfItsOwn() {
        assertThat(codes()).isNotEmpty().allSatisfy(code -> {
            assertThat(FailureCodes.kind(code)).isNotNull();
            assertThat(FailureCodes.advice(code)).hasSizeBetween(20, 120).endsWith(".");
            assertThat(FailureCodes.advice(code)).isNotEqualTo(FailureCodes.advice(FailureCode.UNRECOGNIZED));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST,REQUEST",
        "INPUT_CORRUPT,INPUT",
        "NO_PERSON,MASK",
        "ASSET_TOUCHED,EXPERT",
        "STORE_UNAVAILABLE,INFRASTRUCTURE"
    })
    void kindIsTheHundredOfTheNumber(FailureCode code, FailureKind kind) {
        assertThat(FailureCodes.kind(code)).isEqualTo(kind);
    }

    @Test
    void missingConsentHasACodeOfItsOwn() {
        TryOnRequest face = ContractSamples.request().toBuilder()
                .clearConsentRef()
                .addSteps(Step.newBuilder(ContractSamples.request().getSteps(0)).setExpert(Expert.EXPERT_FACE))
                .build();
        TryOnRequest nameless =
                ContractSamples.request().toBuilder().clearTenant().build();

        assertThat(FailureCodes.of(RequestRules.violations(face).get(0))).isEqualTo(FailureCode.CONSENT_MISSING);
        assertThat(FailureCodes.of(RequestRules.violations(nameless).get(0))).isEqualTo(FailureCode.INVALID_REQUEST);
    }

    @Test
    void onlyInfrastructureIsWorthAnotherTry() {
        assertThat(codes())
                .allSatisfy(code -> assertThat(FailureCodes.retryable(code))
                        .isEqualTo(code.getNumber() >= 500 && code.getNumber() < 600));
    }

    @Test
    void codesOfANewerContractAreNotRetriedAndHaveNoKind() {
        assertThat(FailureCodes.retryable(FailureCode.UNRECOGNIZED)).isFalse();
        assertThat(FailureCodes.retryable(FailureCode.FAILURE_CODE_UNSPECIFIED)).isFalse();
        assertThatThrownBy(() -> FailureCodes.kind(FailureCode.UNRECOGNIZED))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
